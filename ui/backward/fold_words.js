import { named, quiet } from "./panels.js";
import { dusted } from "../stage/model.js";
import { equals } from "../stage/number_format.js";
import { fill } from "../stage/format.js";

/** Rows of dcol (or of col) on their way back, as lines for the eye and as a sentence. */

/** One cell of the row on its way. */
export function foldCellLines(scene, t, c, fy, fx) {
  const at = (c * scene.sizes.FH + fy) * scene.sizes.FW + fx;
  const value = scene.rowValues(t)[at];
  const [n] = scene.windows.place(t);
  const [r, q] = scene.under(t, fy, fx);
  const sum = scene.folds.pixel("sum", n, c, r, q);
  const source = [
    named(`${scene.matrixName}[${t},${at}] = `),
    ...sourceTerms(scene, t, c, fy, fx),
    quiet(` ${signOfSource(scene, t, c, fy, fx, value)} `),
    foldTerm(scene, value, t, c, fy, fx),
  ];
  if (scene.variant === "count") {
    const count = scene.folds.countAt(n, r, q);
    const name = scene.pixelName("col2im(col)", n, c, r, q) ?? `(${scene.words.bw_padding})`;
    return [
      [
        named(`${scene.matrixName}[${t},${at}] = ${scene.pixelName("x", n, c, r, q) ?? scene.words.bw_padding} = `),
        foldTerm(scene, value, t, c, fy, fx),
      ],
      [
        named(`${name} += `),
        foldTerm(scene, value, t, c, fy, fx),
        quiet(" → "),
        { ...scene.term(sum, "back"), kind: "out" },
        quiet(` ${signOfCount(scene, count, value, sum)} ${count} · ${scene.formats.x.factor(value)}`),
      ],
    ];
  }
  const name = scene.pixelName("dx", n, c, r, q) ?? `(${scene.words.bw_padding})`;
  const last = scene.folds.pixel("last", n, c, r, q);
  const result = (shown) => [quiet(" → "), { ...scene.term(shown, "dx"), kind: "out" }];
  const lost = last !== sum ? [quiet(`   ${fill(scene.words.bw_lost, { value: scene.formats.dx.text(sum) })}`)] : [];
  return [
    source,
    scene.variant === "overwrite"
      ? [named(`${name} = `), foldTerm(scene, value, t, c, fy, fx), ...result(last), ...lost]
      : [named(`${name} += `), foldTerm(scene, value, t, c, fy, fx), ...result(sum)],
  ];
}

function sourceTerms(scene, t, c, fy, fx) {
  return scene.filtersOf(c).flatMap((k, at) => {
    const d = scene.slope(t, k);
    const w = scene.weight(k, c, fy, fx);
    return [...(at ? [quiet(" + ")] : []), scene.factor(d, "dout"), quiet("·"), scene.weightFactor(w)];
  });
}

function signOfSource(scene, t, c, fy, fx, value) {
  const products = scene.filtersOf(c).map((k) => [scene.slope(t, k), scene.weight(k, c, fy, fx)]);
  return scene.signOf(products, ["dout", "w"], value, "dcol");
}

function signOfCount(scene, count, value, sum) {
  return equals([count * scene.formats.x.shown(value)], scene.formats.back.shown(sum));
}

function foldTerm(scene, value, t, c, fy, fx) {
  return scene.variant === "count" ? scene.pixelFactor(value, t, c, fy, fx) : scene.factor(value, "dcol");
}

/** What a pixel has received, and from how many windows. */
export function foldPixelLines(scene, step, { c, r, q }) {
  const n = scene.windows.place(step)[0];
  const sum = scene.folds.pixel("sum", n, c, r, q);
  const readers = scene.windows.readersOf(r, q);
  const name = scene.pixelName(scene.variant === "count" ? "col2im(col)" : "dx", n, c, r, q);
  if (!name) return [[named(scene.words.bw_padding), quiet(`   ${scene.words.bw_cutLong}`)]];
  if (!readers.length)
    return [[named(`${name} = `), { ...scene.term(0, scene.sum), kind: "out" }, quiet(`   ${scene.words.bw_unread}`)]];
  const told = fill(readers.length === 1 ? scene.words.bw_broughtOne : scene.words.bw_brought, {
    count: readers.length,
    rows: listed(readers.map(({ i, j }) => scene.windows.step(n, i, j))),
  });
  const lines = [[named(`${name} = `), { ...scene.term(sum, scene.sum), kind: "out" }, quiet(`   ${told}`)]];
  if (scene.variant === "overwrite") {
    const last = scene.folds.pixel("last", n, c, r, q);
    lines.push([
      quiet(`${scene.words.bw_onlyLast} `),
      scene.term(last, "dx"),
      quiet(scene.isWrong(n, c, r, q) ? "  ≠" : "  ="),
    ]);
  }
  return lines;
}

export function foldSentence(scene, step) {
  const [n, i, j] = scene.windows.place(step);
  const row = scene.rowValues(step);
  const { FH, FW } = scene.sizes;
  const { formats } = scene;
  const { dcol, dx } = formats;
  const cells = [];
  for (let at = 0; at < scene.K; at++) {
    const [c, fy, fx] = scene.cellOf(at);
    if (scene.K > 32 && (c || fy !== FH >> 1 || fx !== FW >> 1)) continue;
    const [r, q] = scene.under(step, fy, fx);
    const name = scene.pixelName(scene.variant === "count" ? "col2im(col)" : "dx", n, c, r, q);
    if (!name) continue;
    const sum = scene.folds.pixel("sum", n, c, r, q);
    if (scene.variant === "overwrite") {
      cells.push(`${name} = ${dcol.text(row[at])}`);
    } else if (scene.variant === "count") {
      const count = scene.folds.countAt(n, r, q);
      cells.push(
        `${name} = ${count}·${dcol.factor(row[at])} ${signOfCount(scene, count, row[at], sum)} ${formats.back.text(sum)}`,
      );
    } else {
      const before = dusted(sum - row[at], scene.most.byRow);
      const sign = equals([dx.shown(before), dcol.shown(row[at])], dx.shown(sum));
      cells.push(`${name} = ${dx.text(before)} + ${dcol.factor(row[at])} ${sign} ${dx.text(sum)}`);
    }
  }
  const place = { step: step + 1, steps: scene.steps, t: step, n, i, j, matrix: scene.matrixName };
  return `${fill(scene.words.bw_statusFold, place)} ${cells.join("; ")}`;
}

const listed = (rows) =>
  rows.length > 6 ? `${rows.slice(0, 4).join(", ")}, …, ${rows[rows.length - 1]}` : rows.join(", ");
