/** Ports of what the browser tests start, all on loopback and none of them a default of ours. */
export const DEMO_PORT = 41731
export const PLAIN_PORT = 41732
export const GRID = { relayPort: 41741, proxyPort: 41742, chainPort: 41743 }
