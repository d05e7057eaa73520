// Shows a form, a list or a dashboard of a Tollgate app inside another page, where this script stands:
//
//   <script async src="https://hub.example/embed.js" data-app="visits" data-show="form/visit"></script>
//
// data-title: what the frame is called; data-height: its height until the part says its own (640). The
// hub must name the page's origin at its start (tollgate serve --embed-in https://intranet.example).
(() => {
  const script = document.currentScript;
  const { app, show = "", title = "Tollgate", height = "640" } = script.dataset;
  const site = new URL("./", script.src);
  const frame = document.createElement("iframe");
  frame.src = new URL(`apps/${encodeURIComponent(app)}/?embedded#/${show}`, site).href;
  frame.title = title;
  frame.loading = "lazy";
  frame.allow = "camera; geolocation; microphone";
  frame.style.cssText = `display: block; width: 100%; height: ${Number(height) || 640}px; border: 0`;
  script.after(frame);
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== site.origin) return;
    const told = Number(data?.tollgate_height);
    if (told > 0 && told < 20000) frame.style.height = `${Math.ceil(told)}px`;
  });
})();
