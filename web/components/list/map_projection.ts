// Where places stand on a flat map: Web Mercator, as most maps have it.
//
//   const view = fitting([{ latitude: 30.6, longitude: 114.3 }], 640, 400);
//   const { x, y } = to_screen(view, 640, 400, place);

export interface Place {
  latitude: number;
  longitude: number;
}

/** `x`, `y`: the middle, in a world of 0 to 1; `zoom`: the world is 256 · 2^zoom pixels wide. */
export interface MapView {
  x: number;
  y: number;
  zoom: number;
}

const kTile_px = 256;
/** Beyond it Mercator has no end. */
const kMaxLatitude = 85.05;
const kEarth_m = 6_371_008.8;
export const kZooms = { least: 1, most: 18 };
/** A place alone is shown with its quarter around it. */
const kAlone_zoom = 14;

export function is_place(value: unknown): value is { latitude: string; longitude: string } {
  if (typeof value !== "object" || value === null) return false;
  const { latitude, longitude } = value as Record<string, unknown>;
  return [latitude, longitude].every((each) => each !== null && each !== "" && Number.isFinite(Number(each))) &&
    Math.abs(Number(latitude)) <= 90 && Math.abs(Number(longitude)) <= 180;
}

export function place_of(value: unknown): Place | undefined {
  return is_place(value) ? { latitude: Number(value.latitude), longitude: Number(value.longitude) } : undefined;
}

export function to_world({ latitude, longitude }: Place): { x: number; y: number } {
  const bounded = Math.max(-kMaxLatitude, Math.min(kMaxLatitude, latitude));
  const sine = Math.sin((bounded * Math.PI) / 180);
  return { x: (longitude + 180) / 360, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}

export function from_world(x: number, y: number): Place {
  return { longitude: x * 360 - 180, latitude: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI };
}

export function world_px(zoom: number): number {
  return kTile_px * 2 ** zoom;
}

export function to_screen(view: MapView, width: number, height: number, place: Place): { x: number; y: number } {
  const at = to_world(place);
  const size = world_px(view.zoom);
  return { x: (at.x - view.x) * size + width / 2, y: (at.y - view.y) * size + height / 2 };
}

/** The view in which all of the places are seen, with room around them. */
export function fitting(places: readonly Place[], width: number, height: number, room_px = 48): MapView {
  const all = places.map(to_world);
  if (!all.length) return { x: 0.5, y: 0.5, zoom: kZooms.least };
  const [west, east] = [Math.min(...all.map(({ x }) => x)), Math.max(...all.map(({ x }) => x))];
  const [north, south] = [Math.min(...all.map(({ y }) => y)), Math.max(...all.map(({ y }) => y))];
  const room = (size: number) => Math.max(64, size - 2 * room_px);
  const zoom_for = (extent: number, size: number) => (extent > 0 ? Math.log2(room(size) / extent / kTile_px) : kAlone_zoom);
  const zoom = Math.min(kAlone_zoom, zoom_for(east - west, width), zoom_for(south - north, height));
  return { x: (west + east) / 2, y: (north + south) / 2, zoom: bounded_zoom(zoom) };
}

export function bounded_zoom(zoom: number): number {
  return Math.max(kZooms.least, Math.min(kZooms.most, zoom));
}

/** Along the surface, in metres. */
export function distance_m(a: Place, b: Place): number {
  const rad = Math.PI / 180;
  const [u, v] = [Math.sin(((b.latitude - a.latitude) * rad) / 2), Math.sin(((b.longitude - a.longitude) * rad) / 2)];
  const h = u * u + Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * v * v;
  return 2 * kEarth_m * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** "850 m", "12.4 km" */
export function distance_text(metres: number): string {
  if (metres < 1000) return `${Math.round(metres)} m`;
  const km = metres / 1000;
  return `${km < 100 ? Math.round(km * 10) / 10 : Math.round(km)} km`;
}

/** A round length that fits into so many pixels, and how long it is then. */
export function scale_bar(view: MapView, most_px: number): { metres: number; px: number } {
  const { latitude } = from_world(view.x, view.y);
  const metres_a_px = (2 * Math.PI * kEarth_m * Math.cos((latitude * Math.PI) / 180)) / world_px(view.zoom);
  const most = metres_a_px * most_px;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = [5, 2, 1].map((step) => step * power).find((each) => each <= most) ?? power;
  return { metres, px: metres / metres_a_px };
}

export interface GridLine {
  /** Pixels from the left or the top. */
  at: number;
  degrees: number;
}

const kSteps = [30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];

/** Meridians and parallels at round degrees, no nearer to each other than `least_px`. */
export function grid_lines(view: MapView, width: number, height: number, least_px = 110): { meridians: GridLine[]; parallels: GridLine[]; step: number } {
  const size = world_px(view.zoom);
  const step = [...kSteps].reverse().find((each) => (each / 360) * size >= least_px) ?? kSteps[0]!;
  const corner = (x: number, y: number) => from_world(view.x + (x - width / 2) / size, view.y + (y - height / 2) / size);
  const [from, to] = [corner(0, height), corner(width, 0)];
  const degrees = (begin: number, end: number, most: number) => {
    const found = [];
    for (let at = Math.ceil(Math.max(begin, -most) / step); at * step <= Math.min(end, most); at++) found.push(at * step);
    return found;
  };
  return {
    step,
    meridians: degrees(from.longitude, to.longitude, 180).map((longitude) => ({ degrees: longitude, at: to_screen(view, width, height, { latitude: 0, longitude }).x })),
    parallels: degrees(from.latitude, to.latitude, 85).map((latitude) => ({ degrees: latitude, at: to_screen(view, width, height, { latitude, longitude: 0 }).y })),
  };
}

/** "30.5° N" */
export function degrees_text(degrees: number, step: number, ways: [string, string]): string {
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return `${Math.abs(degrees).toFixed(digits)}°${Math.abs(degrees) < step / 2 ? "" : ` ${degrees < 0 ? ways[1] : ways[0]}`}`;
}

export interface Cluster<T> {
  x: number;
  y: number;
  items: T[];
}

/** What would lie on each other as one: a field of pixels each. */
export function clusters<T>(points: readonly { x: number; y: number; item: T }[], field_px: number): Cluster<T>[] {
  const fields = new Map<string, Cluster<T>>();
  for (const { x, y, item } of points) {
    const key = `${Math.floor(x / field_px)} ${Math.floor(y / field_px)}`;
    const found = fields.get(key);
    if (!found) {
      fields.set(key, { x, y, items: [item] });
      continue;
    }
    const count = found.items.push(item);
    found.x += (x - found.x) / count;
    found.y += (y - found.y) / count;
  }
  return [...fields.values()];
}
