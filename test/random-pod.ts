import fc from "fast-check";

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });
const record = <Fields extends Record<string, fc.Arbitrary<unknown>>>(fields: Fields) =>
  fc.record(fields, { requiredKeys: [] });

const profile = record({
  type: fc.constantFrom("RuntimeDefault", "Localhost", "Unconfined", "", "runtime/default"),
  localhostProfile: fc.constantFrom("a.json"),
});

const seLinuxOptions = record({
  type: fc.constantFrom("", "container_t", "container_engine_t", "spc_t"),
  user: fc.constantFrom("", "system_u"),
  role: fc.constantFrom("", "system_r"),
  level: fc.constantFrom("s0:c1"),
});

const everywhere = {
  runAsUser: fc.constantFrom(0, 1, 1000),
  runAsNonRoot: fc.boolean(),
  windowsOptions: record({ hostProcess: fc.boolean() }),
};

const shared = {
  ...everywhere,
  seccompProfile: profile,
  appArmorProfile: profile,
  seLinuxOptions,
};

const capability = fc.constantFrom("ALL", "CHOWN", "NET_BIND_SERVICE", "NET_RAW", "SYS_ADMIN", "chown");

const handler = record({
  httpGet: record({ host: fc.constantFrom("", "192.0.2.1"), port: fc.constant(80) }),
  tcpSocket: record({ host: fc.constantFrom("", "db"), port: fc.constant(80) }),
});

const container = fc.record(
  {
    name: fc.constantFrom("a", "b", "c"),
    ports: fc.array(record({ containerPort: fc.constant(80), hostPort: fc.constantFrom(0, 80) }), { maxLength: 2 }),
    livenessProbe: handler,
    lifecycle: record({ preStop: handler, postStart: handler }),
    securityContext: record({
      ...shared,
      privileged: fc.boolean(),
      allowPrivilegeEscalation: fc.boolean(),
      procMount: fc.constantFrom("Default", "Unmasked"),
      capabilities: record({
        add: fc.array(capability, { maxLength: 2 }),
        drop: fc.array(capability, { maxLength: 2 }),
      }),
    }),
  },
  { requiredKeys: ["name"] },
);

const volume = fc.oneof(
  fc.constantFrom(
    { emptyDir: {} },
    { configMap: {} },
    { hostPath: { path: "/srv" } },
    { hostPath: { path: "/etc" } },
    { hostPath: { path: "/run/docker.sock" } },
    { hostPath: { path: "/root/.aws" } },
    { nfs: { server: "192.0.2.1", path: "/" } },
    { gitRepo: { repository: "x" } },
    { downwardAPI: {} },
    { csi: { driver: "x" } },
    { image: { reference: "x" } },
  ),
);

const annotations = record({
  "container.apparmor.security.beta.kubernetes.io/a": fc.constantFrom(
    "unconfined",
    "runtime/default",
    "localhost/x",
    "",
  ),
  "seccomp.security.alpha.kubernetes.io/pod": fc.constantFrom("unconfined", "runtime/default"),
});

const spec = fc.record(
  {
    hostNetwork: fc.boolean(),
    hostPID: fc.boolean(),
    hostIPC: fc.boolean(),
    hostUsers: fc.boolean(),
    os: fc.constant({ name: "linux" }),
    securityContext: record({
      ...shared,
      sysctls: fc.array(
        fc.constantFrom(
          { name: "kernel.msgmax", value: "1" },
          { name: "net.ipv4.tcp_rmem", value: "1" },
          { name: "net.ipv4.tcp_notsent_lowat", value: "1" },
        ),
        { maxLength: 2 },
      ),
    }),
    volumes: fc
      .array(volume, { maxLength: 2 })
      .map((sources) => sources.map((source, at) => ({ name: `v${at}`, ...source }))),
    initContainers: fc.array(container, { maxLength: 2 }),
    containers: fc.array(container, { minLength: 1, maxLength: 2 }),
    ephemeralContainers: fc.array(container, { maxLength: 1 }),
  },
  { requiredKeys: ["containers"] },
);

/** The API server refuses pods for Windows that set what only Linux has. */
const windowsSpec = fc.record(
  {
    os: fc.constant({ name: "windows" }),
    hostNetwork: fc.boolean(),
    securityContext: record(everywhere),
    containers: fc.array(fc.record({ name: fc.constantFrom("a", "b"), securityContext: record(everywhere) }), {
      minLength: 1,
      maxLength: 2,
    }),
  },
  { requiredKeys: ["os", "containers"] },
);

/** A pod whose fields are set at random, as the API takes it. */
export const randomPod = fc.record({
  apiVersion: fc.constant("v1"),
  kind: fc.constant("Pod"),
  metadata: fc.record({ name: fc.constant("x"), annotations: maybe(annotations) }),
  spec: fc.oneof({ weight: 4, arbitrary: spec }, { weight: 1, arbitrary: windowsSpec }),
});
