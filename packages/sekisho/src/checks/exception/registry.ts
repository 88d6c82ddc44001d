export { expired } from "./expired.ts";
export { unmatched } from "./unmatched.ts";
export { withoutReason } from "./without-reason.ts";
