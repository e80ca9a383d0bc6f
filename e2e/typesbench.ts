/**
 * `npm run bench:types`: reading and hashing a deployment of 1,000 workloads by the node's rules, beside the
 * least that could be done: JSON.parse of the same text, and one MD5 of the ready challenge by OpenSSL.
 */
import { createHash } from 'node:crypto'
import { cpus } from 'node:os'
import { challenge, challengeHash } from '#gridtypes/challenge.ts'
import { parseDeployment } from '#gridtypes/deployment.ts'
import { median } from './benchgrid.ts'

const WORKLOADS = 1000
const ROUNDS = 30

const workload = (i: number) => ({
  version: 0,
  name: `vm${i}`,
  type: 'zmachine',
  data: {
    flist: 'https://hub.grid.tf/tf-official-vms/ubuntu-24.04-full.flist',
    network: {
      public_ip: '',
      planetary: false,
      interfaces: [{ network: 'net', ip: `10.20.${i >> 8}.${i & 255}` }],
      mycelium: { network: 'net', hex_seed: '000002000002' },
    },
    size: 26_843_545_600,
    compute_capacity: { cpu: 4, memory: 8_589_934_592 },
    mounts: [{ name: `disk${i}`, mountpoint: '/mnt/data' }],
    entrypoint: '/init.sh',
    env: { SSH_KEY: `ssh-ed25519 ${'A'.repeat(68)} someone@somewhere`, ROLE: 'worker' },
    corex: false,
    gpu: [],
  },
  metadata: '',
  description: '',
  result: { created: 1_735_689_600, state: 'ok', message: '', data: { id: `1-2-vm${i}` } },
})
const text = JSON.stringify({
  version: 0,
  twin_id: 1,
  contract_id: 2,
  expiration: 0,
  workloads: Array.from({ length: WORKLOADS }, (_, i) => workload(i)),
})
const deployment = parseDeployment(text)
const ready = Buffer.from(challenge(deployment))

const sides = {
  'read by the node’s rules': () => void parseDeployment(text),
  'JSON.parse': () => void JSON.parse(text),
  'hash by the node’s rules': () => void challengeHash(deployment),
  'MD5 of the ready challenge': () => void createHash('md5').update(ready).digest('hex'),
}
const times = Object.fromEntries(Object.keys(sides).map((name) => [name, [] as number[]]))
for (let round = 0; round < ROUNDS; round++) {
  // in turns, so that a busy moment hits all alike
  for (const [name, run] of Object.entries(sides)) {
    const began = performance.now()
    run()
    if (round >= ROUNDS / 3) times[name]?.push(performance.now() - began)
  }
}
console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}; ` +
    `${WORKLOADS} machines, ${(text.length / 1e6).toFixed(2)} MB of JSON, median of ${(ROUNDS * 2) / 3}`,
)
for (const [name, ms] of Object.entries(times)) {
  console.log(`${name.padEnd(28)} ${median(ms).toFixed(2).padStart(8)} ms`)
}
