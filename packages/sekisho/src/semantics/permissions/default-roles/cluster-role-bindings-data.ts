/** The ClusterRoleBindings of users, nodes and components that Kubernetes 1.36 makes by itself. Written by `tools/write-default-roles.ts`. */
export const clusterRoleBindingLines = `
cluster-admin ClusterRole:cluster-admin Group:system:masters
system:basic-user ClusterRole:system:basic-user Group:system:authenticated
system:discovery ClusterRole:system:discovery Group:system:authenticated
system:kube-controller-manager ClusterRole:system:kube-controller-manager User:system:kube-controller-manager
system:kube-dns ClusterRole:system:kube-dns ServiceAccount:kube-system/kube-dns
system:kube-scheduler ClusterRole:system:kube-scheduler User:system:kube-scheduler
system:monitoring ClusterRole:system:monitoring Group:system:monitoring
system:node ClusterRole:system:node 
system:node-proxier ClusterRole:system:node-proxier User:system:kube-proxy
system:public-info-viewer ClusterRole:system:public-info-viewer Group:system:authenticated,Group:system:unauthenticated
system:service-account-issuer-discovery ClusterRole:system:service-account-issuer-discovery Group:system:serviceaccounts
system:volume-scheduler ClusterRole:system:volume-scheduler User:system:kube-scheduler
`;
