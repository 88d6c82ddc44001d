import { fieldTable } from "./field.ts";

/** Fields of Kubernetes audit events. Source: the k8saudit plugin of falcosecurity/plugins, README, "Supported Fields". */
export const k8sAuditFields = fieldTable({
  text: `
    ka.auditid ka.stage ka.auth.decision ka.auth.reason ka.auth.openshift.decision ka.auth.openshift.username
    ka.validations.admission.policy.failure ka.user.name ka.user.groups* ka.impuser.name ka.verb ka.uri
    ka.uri.param[.]! ka.target.name ka.target.namespace ka.target.resource ka.target.subresource ka.target.pod.name
    ka.req.binding.subjects* ka.req.binding.subjects.user_names* ka.req.binding.subjects.serviceaccount_names*
    ka.req.binding.subjects.serviceaccount_ns_names* ka.req.binding.subjects.group_names* ka.req.binding.role
    ka.req.binding.subject.has_name[.]! ka.req.configmap.name ka.req.configmap.obj
    ka.req.pod.containers.image*[] ka.req.container.image ka.req.pod.containers.image.repository*[]
    ka.req.container.image.repository ka.req.pod.host_ipc ka.req.pod.host_network ka.req.container.host_network
    ka.req.pod.host_pid ka.req.pod.containers.host_port*[] ka.req.pod.containers.privileged*[]
    ka.req.container.privileged ka.req.pod.containers.allow_privilege_escalation*[]
    ka.req.pod.containers.read_only_fs*[] ka.req.pod.run_as_user ka.req.pod.containers.run_as_user*[]
    ka.req.pod.containers.eff_run_as_user*[] ka.req.pod.run_as_group ka.req.pod.containers.run_as_group*[]
    ka.req.pod.containers.eff_run_as_group*[] ka.req.pod.containers.proc_mount*[] ka.req.role.rules*
    ka.req.role.rules.apiGroups*[] ka.req.role.rules.nonResourceURLs*[] ka.req.role.rules.verbs*[]
    ka.req.role.rules.resources*[] ka.req.pod.fs_group ka.req.pod.supplemental_groups*
    ka.req.pod.containers.add_capabilities*[] ka.req.service.type ka.req.service.ports*[]
    ka.req.pod.volumes.hostpath*[] ka.req.volume.hostpath[.]! ka.req.pod.volumes.flexvolume_driver*[]
    ka.req.pod.volumes.volume_type*[] ka.resp.name ka.response.code ka.response.reason ka.useragent ka.sourceips*[]
    ka.cluster.name`,
});
