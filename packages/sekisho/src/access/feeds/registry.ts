export { alpineSecdb } from "./fetchers/alpine-secdb.ts";
export { amazonUpdateinfo } from "./fetchers/amazon-updateinfo.ts";
export { nvd } from "./fetchers/nvd.ts";
export { osv } from "./fetchers/osv.ts";
export { redhatVex } from "./fetchers/redhat-vex.ts";
export { azure, debianTracker, endoflife, epss, kev, oracle, photon, suse } from "./fetchers/single-files.ts";
