export { secdb } from "./alpine/secdb.ts";
export { tracker } from "./debian/tracker.ts";
export { epss } from "./flaws/epss.ts";
export { kev } from "./flaws/kev.ts";
export { nvd } from "./flaws/nvd.ts";
export { osv } from "./osv/osv.ts";
export { vex } from "./redhat/vex.ts";
