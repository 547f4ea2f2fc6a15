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
const next = built();
const place = next.reporter.takeUp("x");
const answered = next.reporter.isAnsweredBy({ serial });
const other = built();
asking.reporter.leave("x");
const strange = other.reporter.takeUp("W");

const editing = built();
editing.reporter.soon();
editing.reporter.leave("x");
next.reporter.leave("x");
console.log(JSON.stringify({ place, answered, strange, told: editing.heard.map(({ cells }) => cells) }));
