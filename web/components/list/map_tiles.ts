// Pictures of the world below a map's records, from the source that an administrator named; without one the
// map asks nobody.

import { kZooms, world_px } from "./map_projection.ts";
import type { MapView } from "./map_projection.ts";

const kTile_px = 256;

export interface TileSource {
  /** With {z}, {x} and {y}. */
  address: string;
  /** Whose map it is; may be "". */
  credit: string;
}

export interface Tile {
  /** Its place in an endless row of worlds, so that it stays the same picture while the map is moved. */
  key: string;
  url: string;
  /** On the screen, in pixels. */
  left: number;
  top: number;
  size: number;
}

/** The hub says it in the page's head (tollgate serve --map-tiles); a page of a plain folder may, too. */
export function tile_source(): TileSource | undefined {
  const said = document.querySelector<HTMLMetaElement>('meta[name="tollgate-map-tiles"]');
  return said?.content ? { address: said.content, credit: said.dataset["credit"] ?? "" } : undefined;
}

/** What covers the view. Tiles are drawn for whole zooms; between two the nearer one is stretched. */
export function tiles_in(source: TileSource, view: MapView, width: number, height: number): Tile[] {
  const level = Math.max(0, Math.min(kZooms.most, Math.round(view.zoom)));
  const size = kTile_px * 2 ** (view.zoom - level);
  const many = 2 ** level;
  const world = world_px(view.zoom);
  const [left, top] = [view.x * world - width / 2, view.y * world - height / 2];
  const tiles: Tile[] = [];
  for (let row = Math.max(0, Math.floor(top / size)); row < many && row * size < top + height; row++) {
    for (let column = Math.floor(left / size); column * size < left + width; column++) {
      // East of the date line the world begins again.
      const x = ((column % many) + many) % many;
      const url = source.address.replaceAll("{z}", String(level)).replaceAll("{x}", String(x)).replaceAll("{y}", String(row));
      tiles.push({ key: `${level}/${column}/${row}`, url, left: column * size - left, top: row * size - top, size });
    }
  }
  return tiles;
}
