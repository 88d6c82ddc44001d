import type { AdvisorySource } from "../../../model/advisory.ts";
import { defineFeed } from "../define.ts";
import { openOval } from "./open-oval.ts";

const source: AdvisorySource = {
  id: "photon-oval",
  name: "VMware Photon OS security advisories",
  license: "terms not stated by the publisher",
  attribution: "Broadcom, Inc.",
};

/** Reads the OVAL definitions of VMware Photon OS security advisories. */
export const photon = defineFeed({
  id: "oval/photon",
  sources: [source],
  reads: ["com.vmware.phsa-photon*.xml"],
  open: openOval(source.id),
});
