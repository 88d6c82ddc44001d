import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { pictures } from "./pictures.ts";
import { referencePages } from "./reference.ts";

const folder = fileURLToPath(new URL("../../docs/reference/", import.meta.url));
const pages = referencePages();
for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
  if (/\.(md|json)$/.test(path) && !pages.has(path)) rmSync(join(folder, path));
}
for (const [path, text] of pages) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
const images = fileURLToPath(new URL("../../docs/images/", import.meta.url));
mkdirSync(images, { recursive: true });
for (const [name, picture] of pictures()) writeFileSync(join(images, name), picture);
console.log(`${pages.size} pages in docs/reference`);
