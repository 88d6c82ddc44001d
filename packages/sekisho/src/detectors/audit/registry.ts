export { execInPod } from "./exec-in-pod.ts";
export { permissionsThenWorkload } from "./permissions-then-workload.ts";
export { secretBurst } from "./secret-burst.ts";
