/** What databases say of a flaw, with each version of CVSS. Source: trivy-operator, pkg/apis/aquasecurity/v1alpha1. */
export const rated = {
  description: "A length is not checked.",
  cvss: {
    nvd: {
      V2Score: 5,
      V2Vector: "AV:N/AC:L/Au:N/C:N/I:N/A:P",
      V3Score: 7.5,
      V3Vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
    },
    ghsa: { V40Score: 8.7, V40Vector: "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N" },
  },
} as const;
