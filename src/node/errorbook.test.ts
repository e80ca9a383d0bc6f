import { expect, test } from 'vitest'
import { errorBook, explainMessage, type Whose, whoseWords } from './errorbook.ts'

// as nodes write them, wrappings and all (facts: node-api.md sections 1.9, 2.4, 4, 5)
const messages: [message: string, whose: Whose, what: RegExp][] = [
  [
    'workload decommissioned by system, reason: vm exited too many times',
    'you',
    /stopped again and again/,
  ],
  [
    'workload decommissioned by system, reason: deleting vm due to so many crashes',
    'you',
    /crashed again and again/,
  ],
  [
    'workload decommissioned by system, reason: failed to start vm: exit status 1',
    'node',
    /took this workload down/,
  ],
  ['contract canceled event received', 'you', /contract was cancelled/],
  ['contract not active on chain', 'money', /no longer stands on chain/],
  ['deleted by an update', 'you', /left the workload out/],
  ['paused', 'money', /ran out of funds/],
  ['contract hash does not match deployment hash', 'you', /not what the contract/],
  [
    "failed to compute deployment hash: invalid reservation type 'teapot'",
    'you',
    /could not read part/,
  ],
  ['invalid contract type, expecting node contract', 'you', /not a contract with a node/],
  ['invalid node address in contract', 'you', /another node/],
  ['failed to check node rent state: timeout', 'network', /whether it is rented/],
  [
    'failed to get deployment contract: contract 41702: object not found',
    'network',
    /did not find the contract/,
  ],
  ['failed to connect to chain: EOF', 'network', /could not reach the chain/],
  [
    'failed to satisfy required capacity: cannot fulfil required memory size 68719476736 bytes out of usable 51234567890 bytes',
    'node',
    /^The node has 47\.7 GiB of memory left, this workload asks for 64\.0 GiB\.$/,
  ],
  ['cannot fulfil required memory size of some kind', 'node', /too little memory/],
  [
    'failed to satisfy required capacity: failed to get available memory',
    'node',
    /less free capacity/,
  ],
  [
    'cannot shrink volume to be less than provisioned space. old: 200, requested: 100',
    'you',
    /volume cannot become smaller/,
  ],
  ['not safe to shrink a disk', 'you', /disk cannot become smaller/],
  ['disk is mounted, please delete the VM first', 'you', /in use by a machine/],
  [
    'failed to create volume: not enough space left in pools of this type ssd',
    'farmer',
    /in one piece/,
  ],
  ['Not enough space left in pools of this type hdd', 'farmer', /in one piece/],
  [
    "couldn't allocate device to satisfy namespace size: no device",
    'farmer',
    /enough room for this database/,
  ],
  ['no enough free space to support new size', 'farmer', /no room for the new size/],
  ['cannot shrink zdb namespace', 'you', /database cannot become smaller/],
  ['cannot change namespace mode', 'you', /mode of a database/],
  ['failed to create zdb namespace: EOF', 'node', /could not make this database/],
  ['failed to find IP address on zdb0 interface: no ip', 'farmer', /no address in time/],
  ["failed to get mount 'disk2' workload: workload not found", 'you', /not in this deployment/],
  ["invalid disk 'disk1' state", 'you', /was not ready/],
  ['boot disk was not deployed correctly', 'you', /boots from was not ready/],
  ['at least one mount has to be attached for Vm mode', 'you', /full virtual machine/],
  ['usage of GPU is not allowed unless node is rented', 'you', /rented as a whole/],
  ["device '0000:0e:00.0' is already used by another workload", 'you', /already uses this GPU/],
  ['invalid cpu must be between 1 and 16', 'you', /more virtual CPUs/],
  ['failed to mount flist: image not found', 'you', /not at the address/],
  [
    'failed to mount flist: failed to get flist hash: unexpected status 404',
    'network',
    /read the image from the hub/,
  ],
  ['failed to mount flist: 42-41532-vm1: context deadline exceeded', 'network', /fetch or mount/],
  ['failed to create vm rootfs: no room', 'farmer', /root disk/],
  ['failed to write image to disk: exit status 1', 'node', /did not get onto its disk/],
  ['required 2 ips while contract has 1 ip reserved', 'you', /reserves fewer public addresses/],
  ['could not allocate public IP address to workload', 'you', /in use already/],
  [
    'public ipv4 is requested, but not supported on this node',
    'farmer',
    /cannot carry public IPv4/,
  ],
  ['could not look up ipv6 prefix: no public ipv6 found', 'farmer', /no public IPv6/],
  ['could not get public ip config: public ip workload is not okay', 'you', /was not ready/],
  ['IP 10.20.9.5 is not part of local nr subnet 10.20.2.0/24', 'you', /outside the network/],
  ['ip 10.20.2.1 is reserved', 'you', /ending in \.1/],
  ['invalid IPv4 supplied to wg interface', 'you', /has to be an IPv4/],
  [
    'could not get network resource subnet: no such network',
    'you',
    /not on this node, or did not come up/,
  ],
  [
    'failed to setup name proxy: a name contract with the given name must be reserved first',
    'you',
    /reserved this name/,
  ],
  [
    'failed to setup name proxy: the name contract must be in Created or GracePeriod state',
    'money',
    /no longer stands/,
  ],
  ['failed to setup name proxy: twin id mismatch', 'you', /reserved by another twin/],
  [
    "failed to setup name proxy: node doesn't support name proxy (doesn't have a domain)",
    'farmer',
    /no gateway/,
  ],
  [
    "failed to setup fqdn proxy: can't create a fqdn workload with a subdomain of the gateway's managed domain",
    'you',
    /below the gateway’s own domain/,
  ],
  [
    "failed to setup fqdn proxy: host doesn't point to the gateway ip",
    'you',
    /does not point to this gateway/,
  ],
  [
    'failed to setup name proxy: domain already registered: a.gent01.grid.example',
    'you',
    /already serves this domain/,
  ],
  [
    "failed to setup name proxy: backend http://185.206.122.33 points to the node's own public IP address",
    'you',
    /own public address/,
  ],
  ['failed to setup fqdn proxy: exit status 1', 'node', /could not set up this domain/],
  [
    'failed to create qsfs mount: failed to open namespace 42-1-zdb1: access denied',
    'you',
    /did not let it in/,
  ],
  ['failed to create qsfs mount: exit status 1', 'network', /could not start/],
  ['failed to update qsfs mount: exit status 1', 'network', /did not take effect/],
  ['user with twin id 42 is not verified', 'you', /does not know this twin as verified/],
  ['failed to get twin verification status', 'you', /never began one/],
  ["missing required signature for twin '43'", 'you', /is not there/],
  ['required signature weight is not reached', 'you', /weigh less/],
  ['originator twin id must be in the signature requests', 'you', /not among those/],
  ["failed to get public key for twin '43': not found", 'network', /look up the key/],
  ['failed to verify signature', 'you', /does not fit/],
  ["invalid signature: encoding/hex: invalid byte: U+0078 'x'", 'you', /128 hexadecimal/],
  ['twin id mismatch (deployment: 42, message: 43)', 'you', /another twin than the one/],
  [
    'expected version to be 0 on deployment creation: invalid version',
    'you',
    /starts with version 0/,
  ],
  ['expecting deployment version 3, got 2: upgrade validation error', 'you', /changed since/],
  ['exists', 'you', /already has a deployment/],
  ["global workload with the same name 'net1' exists: conflict", 'you', /already has a network/],
  [
    "workload 'zmachine' does not support upgrade: upgrade validation error",
    'you',
    /cannot be changed while they run/,
  ],
  ["cannot change workload type 'a': upgrade validation error", 'you', /keeps its type/],
  [
    "invalid version number for workload 'a' expected '2': upgrade validation error",
    'you',
    /carries the version/,
  ],
  ['twin not found: deployment does not exist', 'you', /nothing to update/],
  ['cannot change deployment or twin id: upgrade validation error', 'you', /refuses this update/],
  ['deployment not found', 'node', /takes its history along/],
  [
    'inconsistency in deployment, missing workload transactions',
    'farmer',
    /records of this deployment/,
  ],
  [
    'deletion over the api is disabled, please cancel your contract instead',
    'you',
    /remove nothing by command/,
  ],
  [
    "failed to load data into object of type '*zos.ZMount': unexpected end of JSON input",
    'you',
    /not what its type calls for/,
  ],
  ["invalid reservation type 'kubernetes'", 'you', /does not know a workload/],
  ["multiple workloads with the same name 'vm1'", 'you', /the same name/],
  ["name 'a-b' is invalid: unsupported character in workload name", 'you', /not take this name/],
  [
    "failed to validate backend 'https://a': scheme expected to be http",
    'you',
    /cannot send traffic/,
  ],
  ['public ip is assigned to multiple vms', 'you', /two machines/],
  [
    'handler panicked with: remote method call provision@0.0.1.CreateOrUpdate() paniced: x',
    'node',
    /inside the node failed/,
  ],
  ['function is not found', 'node', /does not know this command/],
]

test.each(messages)('%s', (message, whose, what) => {
  const known = explainMessage(message)
  expect(known?.what).toMatch(what)
  expect(known?.whose).toBe(whose)
  expect(known?.next).toMatch(/\.$/)
})

test('every row of the book is the first to fit at least one message', () => {
  const hit = new Set(
    messages.map(([message]) =>
      errorBook.find(({ parts, whole }) =>
        parts.every((part) => (whole ? message === part : message.includes(part))),
      ),
    ),
  )
  expect(errorBook.filter((row) => !hit.has(row)).map(({ parts }) => parts.join(' … '))).toEqual([])
  expect(errorBook.length).toBeGreaterThanOrEqual(30)
})

test('what the book does not know it does not explain', () => {
  expect(explainMessage('')).toBeUndefined()
  expect(explainMessage('a text nobody has written before')).toBeUndefined()
  expect(explainMessage('file exists')).toBeUndefined()
})

test('the book blames nobody and shouts at nobody', () => {
  for (const { what, next } of errorBook) {
    const text = `${typeof what === 'string' ? what : what('')} ${next}`
    expect(text).not.toMatch(/!|\byou (?:have|did|must|forgot)|\bwrong\b(?! with)|mistake|fail to/i)
    expect(text).not.toMatch(/\binvalid\b/i)
  }
})

test('where a fault can be settled is said in whole sentences', () => {
  for (const words of Object.values(whoseWords)) expect(words).toMatch(/^(You|The|Only) .* \w+/)
  expect(whoseWords.you).toContain('can put this right')
})

test('numbers of bytes beyond what a machine has stay numbers', () => {
  expect(
    explainMessage(
      'cannot fulfil required memory size 18446744073709551615 bytes out of usable 0 bytes',
    )?.what,
  ).toMatch(/asks for .*iB\.$/)
})
