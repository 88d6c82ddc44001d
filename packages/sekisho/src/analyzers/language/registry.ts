export { condaPackage } from "./conda-package.ts";
export { javaArchive } from "./java-archive.ts";
export { npmPackage } from "./npm-package.ts";
export { pythonDistribution } from "./python-distribution.ts";
export { pythonEgg } from "./python-egg.ts";
export { pythonRecord } from "./python-record.ts";
export { rubyGem } from "./ruby-gem.ts";
