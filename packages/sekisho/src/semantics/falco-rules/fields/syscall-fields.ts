import { fieldTable, mergeTables } from "./field.ts";

const eventFields = fieldTable({
  text: `
    evt.latency.human evt.dir evt.type syscall.type evt.category evt.args evt.arg[.].+ evt.rawarg[.].+ evt.info
    evt.res evt.io_dir evt.abspath.+`,
  number: `
    evt.latency evt.latency.s evt.latency.ns evt.deltatime evt.deltatime.s evt.deltatime.ns evt.type.is.+ evt.cpu
    evt.buflen evt.rawres evt.wait_latency evt.count.+ evt.around[]!`,
  flag: `
    evt.failed evt.is_io evt.is_io_read evt.is_io_write evt.is_wait evt.is_syslog evt.is_open_read
    evt.is_open_write evt.is_open_exec evt.is_open_create`,
  bytes: "evt.buffer",
});

const processFields = fieldTable({
  text: `
    proc.exe proc.pexe proc.aexe[] proc.exepath proc.pexepath proc.aexepath[] proc.name proc.pname proc.aname[]
    proc.args proc.aargs[] proc.cmdline proc.pcmdline proc.acmdline[] proc.exeline proc.env[.] proc.aenv[.] proc.cwd
    proc.sname proc.sid.exe proc.sid.exepath proc.vpgid.name proc.vpgid.exe proc.vpgid.exepath proc.pgid.name
    proc.pgid.exe proc.pgid.exepath proc.stdin.type proc.stdout.type proc.stderr.type proc.stdin.name
    proc.stdout.name proc.stderr.name thread.cap_permitted thread.cap_inheritable thread.cap_effective
    thread.cgroups thread.cgroup.+ thread.nametid`,
  number: `
    proc.cmdnargs proc.cmdlenargs proc.loginshellid proc.tty proc.pid proc.ppid proc.apid[] proc.vpid proc.pvpid
    proc.sid proc.vpgid proc.pgid proc.duration proc.ppid.duration proc.pid.ts proc.ppid.ts proc.exe_ino
    proc.exe_ino.ctime proc.exe_ino.mtime proc.exe_ino.ctime_duration_proc_start
    proc.exe_ino.ctime_duration_pidns_start proc.pidns_init_start_ts proc.fdopencount proc.fdlimit proc.fdusage
    proc.vmsize proc.vmrss proc.vmswap proc.nthreads proc.nchilds thread.pfmajor thread.pfminor thread.tid
    thread.vtid thread.exectime thread.totexectime thread.cpu thread.cpu.user thread.cpu.system thread.vmsize
    thread.vmrss`,
  flag: `
    proc.is_exe_writable proc.is_exe_upper_layer proc.is_exe_lower_layer proc.is_exe_from_memfd proc.is_sid_leader
    proc.is_vpgid_leader proc.is_pgid_leader proc.is_container_healthcheck proc.is_container_liveness_probe
    proc.is_container_readiness_probe thread.ismain`,
});

const accountFields = fieldTable({
  text: "user.name user.homedir user.shell user.loginname group.name",
  number: "user.uid user.loginuid group.gid",
});

const containerFields = fieldTable({
  text: `
    container.id container.full_id container.name container.image container.image.id container.image.repository
    container.image.tag container.image.digest container.type container.mounts container.mount[.]
    container.mount.source[.] container.mount.dest[.] container.mount.mode[.] container.mount.rdwr[.]
    container.mount.propagation[.] container.healthcheck container.liveness_probe container.readiness_probe
    container.ip container.cni.json container.label[.].+ container.labels container.hostname container.info
    container.host_pid container.host_network container.host_ipc
    k8s.ns.name k8s.pod.name k8s.pod.id k8s.pod.uid k8s.pod.sandbox_id k8s.pod.full_sandbox_id k8s.pod.label[.].+
    k8s.pod.labels k8s.pod.ip k8s.pod.cni.json k8s.rc.name k8s.rc.id k8s.svc.name k8s.svc.id k8s.ns.id k8s.rs.name
    k8s.rs.id k8s.deployment.name k8s.deployment.id
    k8smeta.pod.name k8smeta.pod.uid k8smeta.pod.label[.] k8smeta.pod.ip k8smeta.ns.name k8smeta.ns.uid
    k8smeta.ns.label[.] k8smeta.deployment.name k8smeta.deployment.uid k8smeta.deployment.label[.]
    k8smeta.rs.name k8smeta.rs.uid k8smeta.rs.label[.] k8smeta.rc.name k8smeta.rc.uid k8smeta.rc.label[.]`,
  number: "container.start_ts container.duration",
  flag: "container.privileged",
});

const fileFields = fieldTable({
  text: `
    fd.type fd.types*[] fd.typechar fd.name fd.nameraw fd.directory fd.filename fd.l4proto fd.sockfamily fd.uid
    fd.containername fd.containerdirectory fd.cproto fd.sproto fd.lproto fd.rproto fd.cip.name fd.sip.name
    fd.lip.name fd.rip.name fs.path.name fs.path.nameraw fs.path.source fs.path.sourceraw fs.path.target
    fs.path.targetraw fdlist.nums fdlist.names fdlist.cips fdlist.sips fdlist.cports fdlist.sports
    syslog.facility.str syslog.severity.str syslog.message`,
  number: "fd.num fd.dev fd.dev.major fd.dev.minor fd.ino syslog.facility syslog.severity",
  flag: "fd.is_server fd.connected fd.name_changed fd.is_upper_layer fd.is_lower_layer",
  address: "fd.ip fd.cip fd.sip fd.lip fd.rip",
  network: "fd.net fd.cnet fd.snet fd.lnet fd.rnet",
  port: "fd.port fd.cport fd.sport fd.lport fd.rport fd.proto",
});

/** Fields of system calls. Source: Falco's reference, "Supported Fields for Conditions and Outputs". */
export const syscallFields = mergeTables(eventFields, processFields, accountFields, containerFields, fileFields);
