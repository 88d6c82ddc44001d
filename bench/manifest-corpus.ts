/** Gives the text of the n-th manifest of a corpus: 20 workloads of 5 kinds in turn, with what belongs to them, about 2 kB each. */
export function manifestNumber(index: number): string {
  const name = `service-${index}`;
  const namespace = `team-${index % 40}`;
  return [workload(index, name, namespace), service(name, namespace), further(index, name, namespace)].join("---\n");
}

const kinds = ["Deployment", "StatefulSet", "DaemonSet", "Deployment", "Deployment"] as const;

function workload(index: number, name: string, namespace: string): string {
  const kind = kinds[index % kinds.length] ?? "Deployment";
  const isHardened = index % 3 === 0;
  const lines = [
    "apiVersion: apps/v1",
    `kind: ${kind}`,
    "metadata:",
    `  name: ${name}`,
    `  namespace: ${namespace}`,
    "  labels:",
    `    app.kubernetes.io/name: ${name}`,
    "    app.kubernetes.io/part-of: shop",
    "spec:",
    ...(kind === "DaemonSet" ? [] : [`  replicas: ${1 + (index % 4)}`]),
    ...(kind === "StatefulSet" ? [`  serviceName: ${name}`] : []),
    "  selector:",
    "    matchLabels:",
    `      app.kubernetes.io/name: ${name}`,
    "  template:",
    "    metadata:",
    "      labels:",
    `        app.kubernetes.io/name: ${name}`,
    `        tier: ${index % 2 === 0 ? "front" : "back"}`,
    "    spec:",
    ...(index % 17 === 0 ? ["      hostNetwork: true"] : []),
    ...(isHardened ? hardenedPod : []),
    "      containers:",
    ...container("app", index, isHardened),
    ...(index % 4 === 0 ? container("proxy", index, false) : []),
    "      volumes:",
    "        - name: settings",
    "          configMap:",
    `            name: ${name}`,
    ...(index % 11 === 0 ? ["        - name: logs", "          hostPath: { path: /var/log }"] : []),
  ];
  return `${lines.join("\n")}\n`;
}

const hardenedPod: readonly string[] = [
  "      automountServiceAccountToken: false",
  "      securityContext:",
  "        runAsNonRoot: true",
  "        runAsUser: 10001",
  "        seccompProfile:",
  "          type: RuntimeDefault",
];

function container(name: string, index: number, isHardened: boolean): readonly string[] {
  return [
    `        - name: ${name}`,
    `          image: registry.example.com/shop/${name}:1.${index % 10}.${index % 7}${isHardened ? "" : "-rc1"}`,
    `          imagePullPolicy: ${isHardened ? "Always" : "IfNotPresent"}`,
    "          args:",
    "            - --port=8080",
    `            - --name=${name}-${index}`,
    "          env:",
    "            - name: LOG_LEVEL",
    "              value: info",
    "            - name: DATABASE_HOST",
    "              value: database.data.svc.cluster.local",
    "            - name: DATABASE_PASSWORD",
    "              valueFrom:",
    "                secretKeyRef:",
    "                  name: database",
    "                  key: password",
    "          ports:",
    "            - name: http",
    `              containerPort: ${name === "app" ? 8080 : 9090}`,
    "          volumeMounts:",
    "            - name: settings",
    "              mountPath: /etc/settings",
    "          readinessProbe:",
    "            httpGet:",
    "              path: /ready",
    "              port: http",
    "          resources:",
    "            requests:",
    "              cpu: 100m",
    "              memory: 128Mi",
    "            limits:",
    "              memory: 256Mi",
    ...(isHardened ? hardenedContainer : []),
  ];
}

const hardenedContainer: readonly string[] = [
  "          securityContext:",
  "            allowPrivilegeEscalation: false",
  "            readOnlyRootFilesystem: true",
  "            capabilities:",
  "              drop:",
  "                - ALL",
];

function service(name: string, namespace: string): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  selector:
    app.kubernetes.io/name: ${name}
  ports:
    - name: http
      port: 80
      targetPort: http
`;
}

function further(index: number, name: string, namespace: string): string {
  if (index % 5 === 1) {
    return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  policyTypes:
    - Ingress
  ingress:
    - from:
        - podSelector:
            matchLabels:
              tier: front
      ports:
        - port: 8080
`;
  }
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
  namespace: ${namespace}
data:
  settings.yaml: |
    # written by the deployment
    feature: enabled
    retries: ${index % 9}
`;
}
