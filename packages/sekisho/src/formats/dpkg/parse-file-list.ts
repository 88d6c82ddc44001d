/**
 * Gives the paths of a `.list` file without leading slash: one absolute path a line. A directory directly in front of
 * what lies in it is left out: nobody asks whose it is, and half of the lines are such.
 */
export function parseFileList(text: string): readonly string[] {
  const paths: string[] = [];
  let previous = "";
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    const isPath = text.charCodeAt(start) === 0x2f && end > start + 1;
    const path = isPath ? text.slice(start + 1, end) : "";
    if (previous !== "" && !(path.startsWith(previous) && path[previous.length] === "/")) paths.push(previous);
    previous = path === "." ? "" : path;
    start = end + 1;
  }
  if (previous !== "") paths.push(previous);
  return paths;
}
