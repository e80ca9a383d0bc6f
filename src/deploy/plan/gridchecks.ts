import { challengeHash } from '#gridtypes/challenge.ts'
import { parseDeployment } from '#gridtypes/deployment.ts'
import { serialiseDeployment } from '#gridtypes/serialise.ts'
import { wiringOf } from '#gridtypes/wiring.ts'
import type { FarmId } from '#lib/ids.ts'
import { amount } from '#lib/money.ts'
import { parseJson, stringifyJson } from '#lib/json.ts'
import { group } from '#lib/units.ts'
import { dataSize, MOST_DATA, needsOf, type Draft, type DraftPart } from '#deploy/compose/draft.ts'
import { validateAt } from '#deploy/compose/faults.ts'
import { gatewayNameFault } from '#deploy/compose/gateway.ts'
import { flistFault } from '#deploy/compose/images.ts'
import { bad, given, ok, warn, worst, type Verdict } from './items.ts'
import type { ReadPart } from './spots.ts'
import type { Observed, Who } from './observed.ts'

/** What the node's own rules say to every part. */
export function valid({ parts }: Draft): Verdict {
  for (const [part, { text }] of parts.entries()) {
    const fault = validateAt(text)
    if (fault) return bad(fault.message, { kind: 'edit', part, path: fault.path })
  }
  return ok('Every part is what a node takes.')
}

/** What workloads lean on is in the deployment: nodes only see it when it is too late. */
export function wiring(parts: readonly ReadPart[]): Verdict {
  for (const { at, deployment } of parts) {
    for (const { from, to, kind, missing } of wiringOf(deployment.workloads)) {
      // a network may be another deployment's; that is told with the machine's address
      if (!missing || kind === 'joins') continue
      const index = deployment.workloads.findIndex(({ name }) => name === from)
      return bad(`${from} ${VERBS[kind]} ${to}, and the deployment has no such thing.`, {
        kind: 'edit',
        part: at,
        path: `workloads.${index}.data`,
      })
    }
  }
  return ok('Everything that is used is there.')
}

const VERBS = {
  mounts: 'mounts',
  has: 'has the public address',
  serves: 'serves',
  logs: 'logs',
} as const

/** Public IPv4 addresses, farm by farm; `reserved` are the parts whose contracts have theirs already. */
export function publicIp(
  draft: Draft,
  { nodes }: Observed,
  reserved: ReadonlySet<number>,
): Verdict | undefined {
  const wanted = draft.parts.filter(({ publicIps }, i) => publicIps > 0 && !reserved.has(i))
  if (wanted.length === 0) return undefined
  const verdicts = wanted.map(({ node }) =>
    given(nodes.get(node)?.farmIps, `the addresses of node ${node}’s farm`, ({ farm, free }) => {
      const needed = sameFarm(wanted, { nodes }, farm)
      return free >= needed
        ? ok('')
        : bad(
            `Farm ${farm} has ${free} free public IPv4 addresses; ${needed} are asked for. Choose another farm, or do without.`,
            { kind: 'other-node', node },
          )
    }),
  )
  const sum = wanted.reduce((total, { publicIps }) => total + publicIps, 0)
  return worst(verdicts, `${sum} public IPv4 ${sum === 1 ? 'address is' : 'addresses are'} free.`)
}

const sameFarm = (parts: readonly DraftPart[], { nodes }: Pick<Observed, 'nodes'>, farm: FarmId) =>
  parts.reduce((sum, { node, publicIps }) => {
    const told = nodes.get(node)?.farmIps
    return told && 'value' in told && told.value.farm === farm ? sum + publicIps : sum
  }, 0)

/** Names of gateways: one that is not given yet, or that this twin has. */
export function names(draft: Draft, observed: Observed): Verdict | undefined {
  const needed = draft.parts.flatMap((part) => part.names)
  if (needed.length === 0) return undefined
  for (const [part, { text }] of draft.parts.entries()) {
    const index = indexOfName(text, (name) => gatewayNameFault(name) !== null)
    if (index === undefined) continue
    const words = gatewayNameFault(index.name) ?? ''
    return bad(words, { kind: 'edit', part, path: `workloads.${index.at}.data.name` })
  }
  const twice = needed.find((name, i) => needed.indexOf(name) !== i)
  if (twice !== undefined) return bad(`The name ${twice} is asked for twice.`)
  return given(observed.names, 'who has the names', (told) => {
    const taken = needed.find((name) => told.get(name) === 'taken')
    if (taken !== undefined) {
      const part = draft.parts.findIndex((one) => one.names.includes(taken))
      const index = indexOfName(draft.parts[part]?.text ?? '', (name) => name === taken)
      return bad(
        `The name ${taken} is another twin’s. Take another.`,
        index && { kind: 'edit', part, path: `workloads.${index.at}.data.name` },
      )
    }
    const own = needed.filter((name) => told.get(name) === 'own')
    return ok(
      own.length === needed.length
        ? `You have the name ${own.join(', ')} already.`
        : `The name ${needed.filter((name) => !own.includes(name)).join(', ')} is free.`,
    )
  })
}

function indexOfName(text: string, is: (name: string) => boolean) {
  try {
    for (const [at, one] of parseDeployment(text).workloads.entries()) {
      if (one.type === 'gateway-name-proxy' && is(one.data.name)) return { at, name: one.data.name }
    }
  } catch {
    // told by the node's own rules
  }
  return undefined
}

export const keys = ({ twin }: Observed): Verdict =>
  given(twin, 'the twin’s key on the chain', ({ published, matches }) => {
    if (!published) {
      return bad('Nodes cannot answer this twin: its key and relay are not on the chain.', {
        kind: 'publish-keys',
      })
    }
    return matches
      ? ok('The twin’s key and relay are on the chain.')
      : warn('The twin’s key on the chain is not the one here; answers may go elsewhere.', {
          kind: 'publish-keys',
        })
  })

export const terms = ({ terms: told }: Observed): Verdict =>
  given(told, 'whether the terms are accepted', (accepted) =>
    accepted
      ? ok('The terms are accepted.')
      : bad('The terms of the grid are not accepted yet.', { kind: 'accept-terms' }),
  )

export const kyc = ({ kyc: told }: Observed): Verdict =>
  given(told, 'whether the twin is verified', (state) => {
    switch (state) {
      case 'verified':
        return ok('The twin is verified.')
      case 'not-needed':
        return ok('This network asks for no verification.')
      case 'pending':
        return warn('The verification is under way; nodes refuse until it is done.')
      case 'rejected':
        return bad('The verification was refused, so nodes refuse too.', { kind: 'verify' })
      case 'unverified':
        return bad('The twin is not verified, and nodes refuse it.', { kind: 'verify' })
      default:
        return state satisfies never
    }
  })

/** The fee at once, and the deployments for some hours. */
export const balance = ({ money }: Observed, { hours }: Who): Verdict =>
  given(money, 'the balance', ({ usable, fee, hourly }) => {
    const full = fee + hourly * hours
    const least = fee + hourly
    if (usable >= full) {
      return ok(`${amount(usable, 2)} TFT pay the fee and at least ${group(hours)} h.`)
    }
    const mend = { kind: 'top-up' as const, units: full - usable }
    const said = `The fee is ${amount(fee, 4)} TFT and an hour ${amount(hourly, 4)} TFT`
    return usable >= least
      ? warn(
          `${said}; ${amount(usable, 2)} TFT pay for ${group(hourly > 0n ? (usable - fee) / hourly : hours)} h.`,
          mend,
        )
      : bad(`${said}; ${amount(usable, 2)} TFT do not pay for one.`, mend)
  })

/** Images, as far as it can be known: a checksum that is not there is a bad sign, silence is none. */
export function image(parts: readonly ReadPart[], { images }: Observed): Verdict | undefined {
  const asked = parts.flatMap(({ at, deployment }) =>
    deployment.workloads.flatMap((one, i) =>
      !('fault' in one) && (one.type === 'zmachine' || one.type === 'zmachine-light')
        ? [{ part: at, path: `workloads.${i}.data.flist`, flist: one.data.flist }]
        : [],
    ),
  )
  if (asked.length === 0) return undefined
  const wrong = asked.find(({ flist }) => flistFault(flist) !== null)
  if (wrong) {
    const { part, path } = wrong
    return bad(flistFault(wrong.flist) ?? '', { kind: 'edit', part, path })
  }
  return given(images, 'whether the image is there', (told) => {
    const missing = asked.find(({ flist }) => told.get(flist) === 'missing')
    if (missing) {
      const { part, path, flist } = missing
      return bad(`The hub has no image ${flist}.`, { kind: 'edit', part, path })
    }
    const unknown = asked.filter(({ flist }) => told.get(flist) === undefined)
    return unknown.length === 0
      ? ok('The image is on its hub.')
      : warn(`Could not learn whether ${unknown[0]?.flist} is there.`, { kind: 'ask-again' })
  })
}

/** What the contracts are made with: their text fits, and addresses and names are those of the workloads. */
export function data(draft: Draft): Verdict {
  for (const [part, one] of draft.parts.entries()) {
    const bytes = dataSize(one.data)
    if (bytes > MOST_DATA) {
      return bad(`The contract’s text takes ${bytes} bytes; a contract holds ${MOST_DATA}.`, {
        kind: 'edit',
        part,
        path: '',
      })
    }
    let needs: ReturnType<typeof needsOf>
    try {
      needs = needsOf(parseDeployment(one.text).workloads)
    } catch {
      continue // told by the node's own rules
    }
    if (needs.publicIps !== one.publicIps || needs.names.join(' ') !== one.names.join(' ')) {
      return bad('The contract would reserve other addresses or names than the deployment uses.')
    }
  }
  return ok('The contracts hold what the deployments need.')
}

/** The hash of the text itself, of what a node reads in it and writes again, and the one computed elsewhere. */
export function hash(draft: Draft, { hashes }: Observed): Verdict {
  const own: string[] = []
  for (const { text } of draft.parts) {
    try {
      const read = parseDeployment(text)
      const first = challengeHash(read)
      const sent = challengeHash(parseDeployment(stringifyJson(parseJson(text))))
      const again = challengeHash(parseDeployment(serialiseDeployment(read)))
      if (first !== sent || first !== again) {
        return bad('The hash is not the same when it is computed again. Do not sign this.')
      }
      own.push(first)
    } catch {
      return bad('The hash cannot be computed: a part is no deployment.')
    }
  }
  return given(hashes, 'the second computation of the hash', (others) =>
    own.length === others.length && own.every((one, i) => one === others[i])
      ? ok('The hash is the same, computed twice.')
      : bad('The two computations of the hash differ. Do not sign this.'),
  )
}

/** The chain takes a hash once for each node; a contract that has it already means that this was paid before. */
export function once(draft: Draft, { contracts }: Observed): Verdict {
  const seen = new Set<string>()
  for (const { node, text } of draft.parts) {
    const key = `${node} ${hashOf(text) ?? text}`
    if (seen.has(key))
      return bad(`Two parts for node ${node} are the same. Change one, or remove it.`)
    seen.add(key)
  }
  return given(contracts, 'whether this was deployed before', (told) => {
    const at = told.findIndex((one) => one !== null)
    const part = draft.parts[at]
    return part === undefined
      ? ok('No contract has this hash yet.')
      : bad(`Contract ${told[at]} on node ${part.node} has this very hash: it is paid for already.`)
  })
}

function hashOf(text: string): string | undefined {
  try {
    return challengeHash(parseDeployment(text))
  } catch {
    return undefined // told by the node's own rules
  }
}
