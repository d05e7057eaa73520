// Where a line's points lie: heights as parts of the drawing, null where there is no value.

/** An SVG path over a drawing one wide for each point and one high; it breaks where a value is missing. */
export function path_of(heights: (number | null)[]): string {
  let drawn = false;
  return heights
    .map((height, place) => {
      const step = height === null ? "" : `${drawn ? "L" : "M"}${place + 0.5} ${(1 - height).toFixed(4)}`;
      drawn = height !== null;
      return step;
    })
    .join("");
}

/** The area between a line and its foot, piece by piece where values are missing. */
export function area_of(tops: (number | null)[], feet: (number | null)[]): string {
  const pieces: number[][] = [];
  tops.forEach((top, place) => {
    if (top === null || feet[place] === null) return;
    if (pieces.at(-1)?.at(-1) === place - 1) pieces.at(-1)!.push(place);
    else pieces.push([place]);
  });
  const at = (place: number, height: number) => `${place + 0.5} ${(1 - height).toFixed(4)}`;
  return pieces
    .filter((piece) => piece.length > 1)
    .map((piece) => {
      const there = piece.map((place) => at(place, tops[place]!));
      const back = piece.map((place) => at(place, feet[place]!)).reverse();
      return `M${[...there, ...back].join("L")}Z`;
    })
    .join("");
}
