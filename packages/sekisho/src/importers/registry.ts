export { grype } from "./grype/importer.ts";
export { hadolint } from "./hadolint/importer.ts";
export { kubeBench } from "./kube-bench/importer.ts";
export { kubeHunter } from "./kube-hunter/importer.ts";
export { kubeLinter } from "./kube-linter/importer.ts";
export { sarif } from "./sarif/importer.ts";
export { trivy } from "./trivy/importer.ts";
