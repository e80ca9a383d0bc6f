import { addressFault, freeAddress, freeSubnet, isIn, overlap } from '#deploy/compose/subnets.ts'
import { bad, given, ok, worst, type Verdict } from './items.ts'
import type { Observed } from './observed.ts'
import { machinesOf, networksOf, type OnNode, type ReadPart } from './spots.ts'

export const port = (on: OnNode): Verdict | undefined => {
  const networks = networksOf(on).filter(
    ({ data, old }) =>
      data.wireguard_private_key !== '' &&
      old?.wireguard_listen_port !== data.wireguard_listen_port,
  )
  if (networks.length === 0) return undefined
  return given(on.facts.wgPorts, `the WireGuard ports of node ${on.node}`, (taken) => {
    const used = new Set(taken)
    for (const { data, part, path, name } of networks) {
      const wanted = data.wireguard_listen_port
      if (used.has(wanted) || wanted === 0) {
        let free = Math.max(1024, wanted + 1)
        while (used.has(free)) free++
        return bad(
          wanted === 0
            ? `Network ${name} has no WireGuard port. Take ${free}.`
            : `WireGuard port ${wanted} is taken on node ${on.node}. Take ${free}.`,
          {
            kind: 'set',
            part,
            path: `${path}.data.wireguard_listen_port`,
            value: free,
            words: `Take port ${free}`,
          },
        )
      }
      used.add(wanted)
    }
    return ok(
      `WireGuard port ${networks.map(({ data }) => data.wireguard_listen_port).join(', ')} is free.`,
    )
  })
}

/** Whether each network of the draft is new on its node, and its subnet nobody else's. */
export const subnet = (
  on: OnNode,
  { shares }: Observed,
  everywhere: readonly ReadPart[],
): Verdict | undefined => {
  const networks = networksOf(on).filter(({ data, old }) => old?.subnet !== data.subnet)
  if (networks.length === 0) return undefined
  const inDraft = networksOf({ parts: everywhere })
  return given(on.facts.networks, `the twin’s networks on node ${on.node}`, (there) =>
    given(shares, 'the twin’s networks elsewhere', (others) => {
      for (const { name, data, part, path, old } of networks) {
        const edit = (field: string) => ({ kind: 'edit' as const, part, path: `${path}.${field}` })
        if (!old && there.some((one) => one.name === name)) {
          return bad(
            `A network called ${name} is on node ${on.node} already. Join that one, or take another name.`,
            edit('name'),
          )
        }
        if (data.ip_range !== '' && !isIn(data.subnet, data.ip_range)) {
          return bad(`Subnet ${data.subnet} is not part of ${data.ip_range}.`, edit('data.subnet'))
        }
        const here = there.find((one) => one.name !== name && overlap(one.subnet, data.subnet))
        const same = others.filter((one) => one.name === name && one.node !== on.node)
        const own = inDraft.filter(
          (one) => one.name === name && (one.part !== part || one.path !== path),
        )
        const taken = [...same, ...own.map((one) => one.data)].map((one) => one.subnet)
        const clash = taken.some((one) => overlap(one, data.subnet))
        if (here || clash) {
          const free = freeSubnet(data.ip_range, [...taken, data.subnet, here?.subnet ?? ''])
          return bad(
            here
              ? `Subnet ${data.subnet} is that of network ${here.name} on node ${on.node}.`
              : `Subnet ${data.subnet} is given twice in network ${name}.`,
            free === undefined
              ? edit('data.subnet')
              : {
                  kind: 'set',
                  part,
                  path: `${path}.data.subnet`,
                  value: free,
                  words: `Take ${free}`,
                },
          )
        }
      }
      return ok(`Subnet ${networks.map(({ data }) => data.subnet).join(', ')} is free.`)
    }),
  )
}

/** Whether each machine has an address of its network that nobody else has. */
export const privateIp = (on: OnNode): Verdict | undefined => {
  const machines = machinesOf(on)
  // those that are there have their addresses, and keep them
  const asked = machines.filter(({ present }) => present === undefined)
  if (asked.length === 0) return undefined
  const own = new Map(networksOf(on).map(({ name, data }) => [name, data.subnet]))
  const verdicts = asked.map(({ name, nic, part, nicPath: path }): Verdict => {
    const edit = { kind: 'edit' as const, part, path: `${path}.ip` }
    const twice = machines.some(
      (other) =>
        other.name !== name && other.nic.network === nic.network && other.nic.ip === nic.ip,
    )
    if (twice) return bad(`${name} has the address of another machine: ${nic.ip}.`, edit)
    const judge = (net: string, taken: readonly string[]): Verdict => {
      const fault = addressFault(nic.ip, net)
      const used = taken.includes(nic.ip) ? `${nic.ip} is another machine’s.` : null
      const why = fault ?? used
      if (why === null) return ok(`${nic.ip} is free.`)
      const mine = machines.map((other) => other.nic.ip)
      const free = freeAddress(net, [...taken, ...mine])
      return bad(
        `${name}: ${why}`,
        free === undefined
          ? edit
          : { kind: 'set', part, path: `${path}.ip`, value: free, words: `Take ${free}` },
      )
    }
    const fresh = own.get(nic.network)
    if (fresh !== undefined) {
      const others = machines.filter(
        (other) => other.name !== name && other.nic.network === nic.network,
      )
      return judge(
        fresh,
        others.map((other) => other.nic.ip),
      )
    }
    return given(on.facts.networks, `the twin’s networks on node ${on.node}`, (there) => {
      const net = there.find((one) => one.name === nic.network)
      if (net === undefined) {
        return bad(
          `${name} joins network ${nic.network}, which is neither in this deployment nor on node ${on.node}.`,
          { kind: 'edit', part, path: `${path}.network` },
        )
      }
      return given(on.facts.privateIps, `the addresses in ${nic.network}`, (ips) =>
        judge(net.subnet, ips.get(nic.network) ?? []),
      )
    })
  })
  return worst(verdicts, `${asked.map(({ nic }) => nic.ip).join(', ')} is free.`)
}
