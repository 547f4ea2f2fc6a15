/**
 * Answers lists of pictures with what a harness says of each, as lines of JSON: a process that has drawn one lesson
 * draws the next one twice as fast.
 * @param {(picture: any) => any} visit
 */
export function answer(visit) {
  let pieces = [];
  process.stdin.setEncoding("utf8");
  process.stdin.on("data", (text) => {
    pieces.push(text);
    if (!text.endsWith("\n")) return;
    const pictures = JSON.parse(pieces.join(""));
    pieces = [];
    process.stdout.write(`${JSON.stringify(pictures.map((picture) => visit(picture)))}\n`);
  });
}
