export { classifiers } from "./classifiers.ts";
export { go } from "./go.ts";
export { packageNote } from "./package-note.ts";
export { rust } from "./rust.ts";
export { staticLibraries } from "./static-libraries.ts";
export { versionFiles } from "./version-files.ts";
