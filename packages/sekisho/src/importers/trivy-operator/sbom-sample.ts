import type { ImportSample } from "../sample.ts";

/** An SbomReport; what it holds is CycloneDX. */
export const sbomSample: ImportSample = {
  name: "SBOM of an image",
  source: "trivy-operator 0.24: pkg/apis/aquasecurity/v1alpha1, sbom_types.go",
  document: {
    apiVersion: "aquasecurity.github.io/v1alpha1",
    kind: "SbomReport",
    metadata: { name: "deployment-web", namespace: "shop" },
    report: {
      artifact: { repository: "library/nginx", tag: "1.27" },
      updateTimestamp: "2026-01-05T10:00:00Z",
      components: {
        bomFormat: "CycloneDX",
        specVersion: "1.5",
        metadata: { component: { "bom-ref": "root", type: "container", name: "shop/web" } },
        components: [
          { "bom-ref": "os", type: "operating-system", name: "debian", version: "12.5" },
          {
            "bom-ref": "1",
            type: "library",
            name: "openssl",
            version: "3.0.7-1",
            purl: "pkg:deb/debian/openssl@3.0.7-1?arch=amd64",
            licenses: [{ license: { name: "Apache-2.0" } }],
          },
          { "bom-ref": "2", type: "application", name: "package-lock.json" },
          5,
        ],
      },
      summary: { componentsCount: 3 },
    },
  },
  findings: 0,
  packages: 1,
  leftOut: 2,
  unread: 1,
};
