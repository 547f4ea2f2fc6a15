/** How many cells of a row stand on each line of the product on a phone. */

import { layoutProduct } from "../../../ui/matmul/product_layout.js";

export default process.stdout.write(
  JSON.stringify(
    globalThis.GIVEN.map(([width, K, units]) => {
      const need = { col: 40, W: 40, out2: 40 };
      const s = { K, units, FN: 1, T: 16, letters: 7, labels: 40, strip: 10, side: 60, need };
      return layoutProduct(width, 560, s, 1).strips.perLine;
    }),
  ),
);
