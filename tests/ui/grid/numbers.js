/** Calls functions of the number grid, and writes what they return; what JSON has no number for, by its name. */

import { isTable } from "../../../ui/grid/clipboard.js";
import { exactText, parseNumber, shortText, spokenText } from "../../../ui/grid/numbers.js";
import { tableText } from "../../../ui/grid/table.js";

const FUNCTIONS = { exactText, isTable, parseNumber, shortText, spokenText, tableText };

const found = globalThis.GIVEN.map(([name, ...given]) => FUNCTIONS[name](...given));
const named = (_, one) => (typeof one === "number" && !Number.isFinite(one) ? String(one) : one);
process.stdout.write(JSON.stringify(found, named));
