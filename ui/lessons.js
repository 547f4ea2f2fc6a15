/**
 * Which pictures there are. The app sends the code of each when it is first shown, and so reads these lines
 * itself (`ui/stage/component.py`): one import a class, one kind a row.
 */

import { BackwardCheck } from "./backward/check.js";
import { BackwardLearn } from "./backward/learn.js";
import { BackwardFold } from "./backward/fold.js";
import { BackwardMatrix } from "./backward/matrices.js";
import { BackwardPixel } from "./backward/pixel.js";
import { BackwardSteps } from "./backward/steps.js";
import { ImageScene } from "./matmul/image.js";
import { ProductScene } from "./matmul/product.js";
import { SlicesScene } from "./matmul/slices.js";
import { SlideScene } from "./slide/scene.js";
import { UnrollScene } from "./matmul/unroll.js";

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
