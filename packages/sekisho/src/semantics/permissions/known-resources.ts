/** A resource of the API as roles name it. */
export interface KnownResource {
  /** Plural, in lower case: `deployments`. */
  readonly name: string;
  /** Empty for the core group. */
  readonly group: string;
  /** Whether its objects live in no namespace. */
  readonly isOfCluster: boolean;
}

/**
 * `plural singular,short…` of each group.
 * Source: Kubernetes 1.36 API reference; `kubectl api-resources`.
 */
const groups: Readonly<Record<string, string>> = {
  "": `bindings binding
componentstatuses componentstatus,cs
configmaps configmap,cm
endpoints ep
events event,ev
limitranges limitrange,limits
namespaces namespace,ns
nodes node,no
persistentvolumeclaims persistentvolumeclaim,pvc
persistentvolumes persistentvolume,pv
pods pod,po
podtemplates podtemplate
replicationcontrollers replicationcontroller,rc
resourcequotas resourcequota,quota
secrets secret
serviceaccounts serviceaccount,sa
services service,svc
users user
groups group`,
  "admissionregistration.k8s.io": `mutatingadmissionpolicies mutatingadmissionpolicy
mutatingadmissionpolicybindings mutatingadmissionpolicybinding
mutatingwebhookconfigurations mutatingwebhookconfiguration
validatingadmissionpolicies validatingadmissionpolicy
validatingadmissionpolicybindings validatingadmissionpolicybinding
validatingwebhookconfigurations validatingwebhookconfiguration`,
  "apiextensions.k8s.io": "customresourcedefinitions customresourcedefinition,crd,crds",
  "apiregistration.k8s.io": "apiservices apiservice",
  apps: `controllerrevisions controllerrevision
daemonsets daemonset,ds
deployments deployment,deploy
replicasets replicaset,rs
statefulsets statefulset,sts`,
  "authentication.k8s.io":
    "tokenreviews tokenreview\nselfsubjectreviews selfsubjectreview\nuserextras userextra\nuids uid",
  "authorization.k8s.io": `localsubjectaccessreviews localsubjectaccessreview
selfsubjectaccessreviews selfsubjectaccessreview
selfsubjectrulesreviews selfsubjectrulesreview
subjectaccessreviews subjectaccessreview`,
  autoscaling: "horizontalpodautoscalers horizontalpodautoscaler,hpa",
  batch: "cronjobs cronjob,cj\njobs job",
  "certificates.k8s.io": `certificatesigningrequests certificatesigningrequest,csr
clustertrustbundles clustertrustbundle
signers signer`,
  "coordination.k8s.io": "leases lease",
  "discovery.k8s.io": "endpointslices endpointslice",
  "flowcontrol.apiserver.k8s.io": "flowschemas flowschema\nprioritylevelconfigurations prioritylevelconfiguration",
  "networking.k8s.io": `ingressclasses ingressclass
ingresses ingress,ing
ipaddresses ipaddress,ip
networkpolicies networkpolicy,netpol
servicecidrs servicecidr`,
  "node.k8s.io": "runtimeclasses runtimeclass",
  policy: "poddisruptionbudgets poddisruptionbudget,pdb",
  "rbac.authorization.k8s.io": `clusterrolebindings clusterrolebinding
clusterroles clusterrole
rolebindings rolebinding
roles role`,
  "resource.k8s.io": `deviceclasses deviceclass
resourceclaims resourceclaim
resourceclaimtemplates resourceclaimtemplate
resourceslices resourceslice`,
  "scheduling.k8s.io": "priorityclasses priorityclass,pc",
  "storage.k8s.io": `csidrivers csidriver
csinodes csinode
csistoragecapacities csistoragecapacity
storageclasses storageclass,sc
volumeattachments volumeattachment
volumeattributesclasses volumeattributesclass,vac`,
};

/** Resources whose objects live in no namespace. A namespace itself is asked about in its own. */
const clusterResources: ReadonlySet<string> = new Set(
  `componentstatuses nodes persistentvolumes users groups userextras uids mutatingadmissionpolicies
mutatingadmissionpolicybindings mutatingwebhookconfigurations validatingadmissionpolicies
validatingadmissionpolicybindings validatingwebhookconfigurations customresourcedefinitions apiservices tokenreviews
selfsubjectreviews selfsubjectaccessreviews selfsubjectrulesreviews subjectaccessreviews certificatesigningrequests
clustertrustbundles signers flowschemas prioritylevelconfigurations ingressclasses ipaddresses servicecidrs
runtimeclasses clusterrolebindings clusterroles deviceclasses resourceslices priorityclasses csidrivers csinodes
storageclasses volumeattachments volumeattributesclasses`.split(/\s/),
);

let byWord: ReadonlyMap<string, KnownResource> | undefined;

/** Finds a resource by its plural, singular or short name, in any case: `deploy`, `Deployment`, `deployments`. */
export function findKnownResource(word: string): KnownResource | undefined {
  byWord ??= new Map(Object.entries(groups).flatMap(([group, lines]) => lines.split("\n").flatMap(wordsOf(group))));
  return byWord.get(word.toLowerCase());
}

function wordsOf(group: string) {
  return (line: string): readonly (readonly [string, KnownResource])[] => {
    const [name = "", others = ""] = line.split(" ");
    const resource: KnownResource = { name, group, isOfCluster: clusterResources.has(name) };
    return [name, ...others.split(",")].filter((word) => word !== "").map((word) => [word, resource]);
  };
}
