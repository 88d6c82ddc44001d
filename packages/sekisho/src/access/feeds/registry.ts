export { alpineSecdb } from "./fetchers/alpine-secdb.ts";
export { amazonUpdateinfo } from "./fetchers/amazon-updateinfo.ts";
export { nvd } from "./fetchers/nvd.ts";
export { osv } from "./fetchers/osv.ts";
export { azure, debianTracker, epss, kev, photon, suse } from "./fetchers/single-files.ts";
