/**
 * Whether a node is a light one, from `zos.system.node_features_get` or the proxy's copy of it. Null (an
 * old node without the command) and empty (not indexed yet) are full nodes (facts: node-api.md 1.1,
 * grid-services.md A.3).
 */
export const isLight = (features: readonly string[] | null): boolean =>
  features?.includes('zmachine-light') ?? false
