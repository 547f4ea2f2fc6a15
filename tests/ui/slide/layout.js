/** Lays the sliding filter out in many rooms, and says where its products have no room for their numbers. */

import { leastWidth } from "../../../ui/stage/matrix.js";
import { layoutSlide } from "../../../ui/slide/layout.js";

const { rooms, layers } = globalThis.GIVEN;

const without = [];
for (const [W, H, ui] of rooms) {
  for (const sizes of layers) {
    const { cell } = layoutSlide(W, H, sizes, ui).products[0];
    if (cell < leastWidth(sizes)) without.push({ W, H, ui, ...sizes, cell });
  }
}
console.log(JSON.stringify(without));
