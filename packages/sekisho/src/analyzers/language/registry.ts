export { npmPackage } from "./npm-package.ts";
