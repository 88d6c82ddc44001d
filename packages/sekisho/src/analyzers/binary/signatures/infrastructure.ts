import type { VersionSignature } from "./define.ts";

interface GoProgram {
  readonly product: string;
  readonly vendor: string;
  readonly files: RegExp;
}

/** Programs written in Go, whose version the linker puts in as a text of its own. */
const goPrograms: readonly GoProgram[] = [
  { product: "argocd", vendor: "argoproj", files: /^argocd$/ },
  { product: "caddy", vendor: "caddyserver", files: /^caddy$/ },
  { product: "cilium", vendor: "cilium", files: /^cilium(?:-agent)?$/ },
  { product: "cloudflared", vendor: "cloudflare", files: /^cloudflared$/ },
  { product: "cockroach", vendor: "cockroachlabs", files: /^cockroach$/ },
  { product: "consul", vendor: "hashicorp", files: /^consul$/ },
  { product: "containerd", vendor: "linuxfoundation", files: /^(?:containerd(?:-shim-runc-v[12])?|ctr)$/ },
  { product: "coredns", vendor: "coredns.io", files: /^coredns$/ },
  { product: "docker", vendor: "docker", files: /^docker(?:d|-proxy|-init)?$/ },
  { product: "docker-compose", vendor: "docker", files: /^docker-compose$/ },
  { product: "etcd", vendor: "etcd", files: /^etcd(?:ctl|utl)?$/ },
  { product: "grafana", vendor: "grafana", files: /^grafana(?:-server|-cli)?$/ },
  { product: "helm", vendor: "helm", files: /^helm$/ },
  { product: "istio", vendor: "istio", files: /^(?:pilot-agent|pilot-discovery|istioctl)$/ },
  { product: "k3s", vendor: "k3s", files: /^k3s$/ },
  {
    product: "kubernetes",
    vendor: "kubernetes",
    files: /^(?:kube(?:ctl|let|adm|-apiserver|-proxy|-scheduler|-controller-manager))$/,
  },
  { product: "loki", vendor: "grafana", files: /^(?:loki|promtail)$/ },
  { product: "minio", vendor: "minio", files: /^(?:minio|mc)$/ },
  { product: "nats-server", vendor: "linuxfoundation", files: /^nats-server$/ },
  { product: "nomad", vendor: "hashicorp", files: /^nomad$/ },
  { product: "packer", vendor: "hashicorp", files: /^packer$/ },
  { product: "prometheus", vendor: "prometheus", files: /^(?:prometheus|promtool)$/ },
  { product: "alertmanager", vendor: "prometheus", files: /^(?:alertmanager|amtool)$/ },
  { product: "node_exporter", vendor: "prometheus", files: /^node_exporter$/ },
  { product: "runc", vendor: "linuxfoundation", files: /^runc$/ },
  { product: "telegraf", vendor: "influxdata", files: /^telegraf$/ },
  { product: "terraform", vendor: "hashicorp", files: /^terraform$/ },
  { product: "traefik", vendor: "traefik", files: /^traefik$/ },
  { product: "vault", vendor: "hashicorp", files: /^vault$/ },
  { product: "victoria-metrics", vendor: "victoriametrics", files: /^victoria-metrics(?:-prod)?$/ },
];

/** What containers are run, served and watched with. */
export const infrastructure: readonly VersionSignature[] = goPrograms.map((program) => ({
  ...program,
  patterns: [{ text: /^v?(\d+\.\d+\.\d+(?:-(?:rc|beta|alpha)[\w.]*)?)(?:[~+-][\w.~+-]*)?$/, isForOwnFiles: true }],
}));
