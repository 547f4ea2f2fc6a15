/** Which pictures there are, and the entry of the component that shows them. */

import { BackwardCheck } from "./stage/backward_check.js";
import { BackwardLearn } from "./stage/backward_learn.js";
import { BackwardFold } from "./stage/backward_fold.js";
import { BackwardMatrix } from "./stage/backward_matrix.js";
import { BackwardPixel } from "./stage/backward_pixel.js";
import { BackwardSteps } from "./stage/backward_steps.js";
import { ImageScene } from "./stage/image_scene.js";
import { ProductScene } from "./stage/product_scene.js";
import { SlicesScene } from "./stage/slices_scene.js";
import { SlideScene } from "./stage/slide_scene.js";
import { UnrollScene } from "./stage/unroll_scene.js";
import { entryFor } from "./stage/main.js";

/** Scenes by the kind that a message names. */
export const SCENES = {
  slide: SlideScene,
  unroll: UnrollScene,
  product: ProductScene,
  image: ImageScene,
  slices: SlicesScene,
  steps: BackwardSteps,
  allsteps: BackwardSteps,
  db: BackwardMatrix,
  dW: BackwardMatrix,
  dcol: BackwardMatrix,
  col2im: BackwardFold,
  overwrite: BackwardFold,
  count: BackwardFold,
  pixel: BackwardPixel,
  rotated: BackwardPixel,
  check: BackwardCheck,
  learn: BackwardLearn,
};

export default entryFor(SCENES);
