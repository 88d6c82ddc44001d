/** The RoleBindings that Kubernetes 1.36 makes by itself. Written by `tools/write-default-roles.ts`. */
export const namespaceRoleBindingLines = `
kube-public/system:controller:bootstrap-signer Role:system:controller:bootstrap-signer ServiceAccount:kube-system/bootstrap-signer
kube-system/system::extension-apiserver-authentication-reader Role:extension-apiserver-authentication-reader User:system:kube-controller-manager,User:system:kube-scheduler
kube-system/system::leader-locking-kube-controller-manager Role:system::leader-locking-kube-controller-manager User:system:kube-controller-manager,ServiceAccount:kube-system/kube-controller-manager,ServiceAccount:kube-system/leader-election-controller
kube-system/system::leader-locking-kube-scheduler Role:system::leader-locking-kube-scheduler User:system:kube-scheduler,ServiceAccount:kube-system/kube-scheduler
kube-system/system:controller:bootstrap-signer Role:system:controller:bootstrap-signer ServiceAccount:kube-system/bootstrap-signer
kube-system/system:controller:cloud-provider Role:system:controller:cloud-provider ServiceAccount:kube-system/cloud-provider
kube-system/system:controller:token-cleaner Role:system:controller:token-cleaner ServiceAccount:kube-system/token-cleaner
`;
