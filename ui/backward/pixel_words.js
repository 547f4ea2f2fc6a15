import { fill } from "../stage/format.js";
import { equals } from "../stage/number_format.js";
import { named, quiet } from "./panels.js";

/** A sum with more terms shows the first few and the last one. */
const MOST_TERMS_SHOWN = 12;
const FIRST_SHOWN = 4;
/** So many terms are told to those who listen. */
const MOST_TERMS_TOLD = 64;

/** @param {import("./pixel.js").BackwardPixel} scene */
export function pixelWords(scene, pointed) {
  const { now, k } = scene;
  const term =
    pointed && ["cells", "weights", "products"].includes(pointed.panel) ? scene.termAt(pointed.r, pointed.q) : null;
  if (term) return [termLine(scene, term), totalLine(scene)];
  const reason = unreadReason(scene);
  if (reason)
    return [
      [
        named(`dx[${now.n},${now.c},${now.y},${now.x}] = `),
        { ...scene.term(0, "dx"), kind: "out" },
        quiet(`   ${reason}`),
      ],
    ];
  if (!scene.readsChannel(k, now.c)) return [[quiet(scene.notRead(k, now.c))], totalLine(scene)];
  const terms = scene.terms.flat();
  const shown = terms.flatMap(({ d, w }, at) => {
    if (terms.length > MOST_TERMS_SHOWN && at >= FIRST_SHOWN && at < terms.length - 1)
      return at === FIRST_SHOWN ? [quiet(" + … ")] : [];
    return [...(at ? [quiet(" + ")] : []), scene.factor(d, "dout"), quiet("·"), scene.weightFactor(w)];
  });
  const sum = scene.term(scene.sumOf(now, k), "dx");
  const equal = quiet(
    ` ${scene.signOf(
      terms.map(({ d, w }) => [d, w]),
      ["dout", "w"],
      sum.value,
      "dx",
    )} `,
  );
  if (scene.filtersOf(now.c).length === 1)
    return [[named(`dx[${now.n},${now.c},${now.y},${now.x}] = `), ...shown, equal, { ...sum, kind: "out" }]];
  return [[named(`k=${k}: `), ...shown, equal, sum], totalLine(scene)];
}

/** The same while the pixel is asked: no sum, and not why it is 0. */
export function withoutSums(lines) {
  return lines.map((line) =>
    line
      .filter(({ kind, text }) => kind !== "quiet" || !text.startsWith("   "))
      .map((term) => (term.scale === "dx" ? { text: "?", kind: "out" } : term)),
  );
}

/** The filters' sums, added up. */
function totalLine(scene) {
  const { now } = scene;
  const read = scene.filtersOf(now.c);
  const sums = read.map((k) => scene.sumOf(now, k));
  const parts = sums.flatMap((sum, at) => {
    return [...(at ? [quiet(" + ")] : []), scene.factor(sum, "dx")];
  });
  const total = scene.dx.at(now.n, now.c, now.y, now.x);
  return [
    named(`dx[${now.n},${now.c},${now.y},${now.x}] = `),
    ...(read.length > 1 ? [...parts, quiet(` ${scene.signOfTotal(sums, total)} `)] : []),
    { ...scene.term(total, "dx"), kind: "out" },
  ];
}

/** One product by the names of its factors. */
function termLine(scene, { d, w, i, j, fy, fx }) {
  const { now, k } = scene;
  const from = i === undefined ? scene.words.bw_spreadZero : `dout[${now.n},${k},${i},${j}]`;
  return [
    named(`${from}`),
    quiet(" "),
    scene.term(d, "dout"),
    quiet(" · "),
    named(scene.weightName("W", k, now.c, fy, fx)),
    quiet(" "),
    { text: scene.formats.w.text(w), kind: "w", value: w },
    quiet(` ${scene.signOf([[d, w]], ["dout", "w"], d * w, "byW")} `),
    scene.term(d * w, "byW"),
  ];
}

/** Why no window reads the pixel, or "". */
function unreadReason({ now, windows, words }) {
  const [top, , left] = windows.pad;
  switch (windows.why.rows.get(now.y + top) ?? windows.why.cols.get(now.x + left)) {
    case "left":
      return words.bw_unreadLeft;
    case "stride":
      return words.bw_unreadStride;
    case "dilation":
      return words.bw_unreadDilation;
    case "both":
      return words.bw_unreadBoth;
    default:
      return "";
  }
}

export function pixelSentence(scene, step) {
  const pixel = scene.pixelOf(step);
  const before = scene.now;
  scene.now = pixel;
  const reason = unreadReason(scene);
  scene.now = before;
  const name = `dx[${pixel.n},${pixel.c},${pixel.y},${pixel.x}]`;
  const { dout, w: weight, dx } = scene.formats;
  const total = scene.dx.at(pixel.n, pixel.c, pixel.y, pixel.x);
  const value = dx.text(total);
  const words = fill(scene.words.stepOf, { step: step + 1, steps: scene.steps });
  if (reason) return `${words}: ${name} = ${value}; ${reason}`;
  const products = [...Array(scene.sizes.FN).keys()].flatMap((k) => scene.termsOf(pixel, k).flat());
  const all = products.map(({ d, w }) => `${dout.factor(d)}·${weight.factor(w)}`);
  const sign = equals(
    products.map(({ d, w }) => dout.shown(d) * weight.shown(w)),
    dx.shown(total),
  );
  const terms = all.length <= MOST_TERMS_TOLD ? all : [...all.slice(0, MOST_TERMS_TOLD / 2), "…", all[all.length - 1]];
  return `${words}: ${name} = ${terms.join(" + ")} ${sign} ${value}`;
}
