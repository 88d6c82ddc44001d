import type { AdvisorySource } from "../../../model/advisory.ts";
import { defineFeed } from "../define.ts";
import { openOval } from "./open-oval.ts";

const source: AdvisorySource = {
  id: "azure-linux-oval",
  name: "Azure Linux and CBL-Mariner vulnerability data",
  license: "MIT",
  attribution: "Microsoft Corporation",
};

/** Reads the OVAL definitions of Azure Linux and CBL-Mariner vulnerability data. */
export const azure = defineFeed({
  id: "oval/azure",
  sources: [source],
  reads: ["azurelinux-*-oval.xml, cbl-mariner-*-oval.xml"],
  open: openOval(source.id),
});
