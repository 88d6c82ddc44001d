/** Rules for the benchmark, as many and as deep as the official sets: 90 about system calls, 48 about audit events. */

const syscallHead = `
- list: shell_binaries
  items: [ash, bash, csh, ksh, sh, tcsh, zsh, dash]
- list: package_managers
  items: [dpkg, apt, apt-get, aptitude, rpm, yum, dnf, apk, npm, pip, pip3, gem]
- list: server_binaries
  items: [nginx, httpd, apache2, mysqld, postgres, redis-server, mongod, java, node, python3]
- list: trusted_images
  items: [registry.example.com/base/agent, registry.example.com/base/proxy, docker.io/library/busybox]
- list: sensitive_files
  items: [/etc/shadow, /etc/sudoers, /etc/pam.conf, /etc/security/pwquality.conf]
- macro: container
  condition: (container.id != host)
- macro: interactive
  condition: ((proc.aname=sshd and proc.name != sshd) or proc.name=systemd-logind or proc.name=login)
- macro: spawned_process
  condition: (evt.type in (execve, execveat))
- macro: open_read
  condition: (evt.type in (open, openat, openat2) and evt.is_open_read=true and fd.typechar='f' and fd.num>=0)
- macro: open_write
  condition: (evt.type in (open, openat, openat2) and evt.is_open_write=true and fd.typechar='f' and fd.num>=0)
- macro: outbound
  condition: (evt.type in (connect, sendto, sendmsg) and fd.typechar in (4, 6) and not fd.snet in ("127.0.0.0/8", "10.0.0.0/8") and evt.rawres >= 0)
- macro: shell_procs
  condition: (proc.name in (shell_binaries))
- macro: package_work
  condition: (proc.name in (package_managers) or proc.pname in (package_managers) or proc.aname[2] in (package_managers))
- macro: trusted
  condition: (container.image.repository in (trusted_images))
- macro: sensitive
  condition: (fd.name in (sensitive_files) or fd.name startswith /etc/ssh/ or fd.directory in (/etc/sudoers.d, /etc/pam.d))
`;

const words = [
  "passwd",
  "shadow",
  "kubelet",
  "docker",
  "crontab",
  "history",
  "authorized_keys",
  "token",
  "aws",
  "gcloud",
];
const tools = ["nc", "nmap", "curl", "wget", "socat", "tcpdump", "strace", "gdb", "chroot", "nsenter"];
const output = `"Seen (user=%user.name command=%proc.cmdline parent=%proc.pname file=%fd.name container=%container.id image=%container.image.repository)"`;

function syscallConditions(word: string, tool: string, number: number): readonly string[] {
  return [
    `spawned_process and container and shell_procs and proc.tty != 0 and proc.cmdline contains "${word}" and not trusted`,
    `spawned_process and proc.name = ${tool} and (proc.args contains "-e" or proc.args contains "${word}") and not package_work`,
    `spawned_process and proc.pname in (server_binaries) and shell_procs and not proc.cmdline startswith "sh -c ${word}"`,
    `spawned_process and container and proc.exepath startswith /tmp/${word} and not interactive`,
    `open_read and sensitive and not proc.name in (server_binaries) and not proc.cmdline icontains ${word} and fd.name endswith ${word}`,
    `open_write and container and fd.name startswith /etc/${word} and not package_work and not trusted`,
    `open_write and (fd.name glob "/home/*/.${word}/*" or fd.name startswith /root/.${word}) and not interactive`,
    `outbound and container and fd.sport in (${4000 + number}, ${9000 + number}) and not proc.name in (server_binaries)`,
    `evt.type = ptrace and proc.name = ${tool} and evt.arg.request contains ${word}`,
  ];
}

/** Ninety rules about system calls. */
export const syscallRules: string =
  syscallHead +
  words
    .flatMap((word, index) => syscallConditions(word, tools[index] ?? "nc", index))
    .map((condition, index) => rule(`Runtime ${index}`, condition, "syscall"))
    .join("");

const auditHead = `
- list: allowed_users
  items: [minikube, kubelet, admin, kube, kubernetes-admin, "system:addon-manager", cloud-controller-manager]
- list: allowed_images
  items: [registry.example.com/base/agent, registry.example.com/base/proxy]
- macro: done
  condition: (jevt.value[/stage] in (ResponseComplete))
- macro: person
  condition: (not ka.user.name startswith "system:")
- macro: successful
  condition: (ka.response.code startswith 2)
- macro: made
  condition: ka.verb=create
- macro: changed
  condition: (ka.verb in (create,update,patch))
- macro: pod
  condition: ka.target.resource=pods and not ka.target.subresource exists
- macro: sensitive_mount
  condition: (ka.req.pod.volumes.hostpath intersects (/proc, /var/run/docker.sock, /, /etc, /root, /home/admin))
- macro: credentials
  condition: (ka.req.configmap.obj contains "password" or ka.req.configmap.obj contains "aws_access_key_id")
`;

const objects = [
  "deployments",
  "services",
  "configmaps",
  "namespaces",
  "serviceaccounts",
  "roles",
  "clusterroles",
  "clusterrolebindings",
  "secrets",
  "ingresses",
  "nodes",
  "cronjobs",
];

const auditConditions: readonly string[] = [
  "done and person and not ka.user.name in (allowed_users)",
  "done and pod and made and not ka.req.pod.containers.image.repository in (allowed_images)",
  "done and pod and made and ka.req.pod.containers.privileged intersects (true) and not ka.req.pod.containers.image.repository in (allowed_images)",
  "done and pod and made and sensitive_mount and not ka.req.pod.containers.image.repository in (allowed_images)",
  "done and pod and made and ka.req.pod.host_network intersects (true)",
  "done and pod and made and ka.req.pod.host_pid intersects (true)",
  "done and ka.target.resource=services and made and ka.req.service.type=NodePort",
  "done and ka.target.resource=configmaps and changed and credentials",
  'done and ka.user.name=system:anonymous and ka.auth.decision="allow" and not ka.uri startswith /healthz',
  "ka.stage=ResponseStarted and ka.target.resource=pods and made and ka.target.subresource in (exec,attach)",
  "done and pod and made and ka.target.namespace in (kube-system, kube-public)",
  'done and ka.target.resource in (roles, clusterroles) and made and (ka.req.role.rules.resources intersects ("*") or ka.req.role.rules.verbs intersects ("*"))',
  ...objects.flatMap((object) =>
    ["create", "delete", "patch"].map(
      (verb) => `done and ka.verb=${verb} and ka.target.resource=${object} and successful and person`,
    ),
  ),
];

/** Forty-eight rules about audit events. */
export const auditRules: string =
  auditHead + auditConditions.map((condition, index) => rule(`Audit ${index}`, condition, "k8s_audit")).join("");

function rule(name: string, condition: string, source: "syscall" | "k8s_audit"): string {
  const shown = source === "syscall" ? output : '"Seen (user=%ka.user.name verb=%ka.verb target=%ka.target.name)"';
  return `- rule: ${name}\n  desc: ${name}\n  condition: >\n    ${condition}\n  output: ${shown}\n  priority: WARNING\n  source: ${source}\n`;
}
