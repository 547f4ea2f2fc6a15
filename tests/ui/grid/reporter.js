/** A grid that is built anew while Python reads what was pasted into it, and while an edit waits to be told. */

import { Reporter } from "../../../ui/grid/reporter.js";

const numbers = { shape: [1, 1, 2], values: Float64Array.of(3, 4), count: 2, extra: null };

const built = () => {
  const heard = [];
  const reporter = new Reporter(numbers);
  reporter.setStateValue = (_, value) => heard.push(value);
  return { reporter, heard };
};

const asking = built();
asking.reporter.ask({ text: "[[7, 8]]", length: 8 }, 1);
const { serial } = asking.heard[0].question;
asking.reporter.leave("x");
// the filter's grid goes and comes beside it, and waits for nothing
const beside = built();
beside.reporter.leave("W");
beside.reporter.takeUp("W");
const next = built();
next.reporter.takeUp("x");
const places = [beside, next, next].map(({ reporter }) => reporter.answeredAt({ serial }));

const editing = built();
editing.reporter.soon();
editing.reporter.leave("x");
next.reporter.leave("x");
console.log(JSON.stringify({ places, told: editing.heard.map(({ cells }) => cells) }));
