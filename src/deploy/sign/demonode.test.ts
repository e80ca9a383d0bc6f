import { expect, test } from 'vitest'
import { readDeployment } from '#gridtypes/deployment.ts'
import { signedMessage } from '#gridtypes/signature.ts'
import { toHex } from '#lib/bytes.ts'
import { BaseError } from '#lib/error.ts'
import { asContract, asNode, asTwin } from '#lib/ids.ts'
import { parseJson, stringifyJson } from '#lib/json.ts'
import { FARMER, TENANT } from '#mock/cast.ts'
import { contractFor, testGrid } from '#mock/testing.ts'
import { composeDisk, freshDisk } from '#deploy/compose/storage.ts'
import { countingRandom } from '#deploy/compose/testing.ts'
import type { ToSign } from '#deploy/saga/ports.ts'
import { withContract } from '#deploy/saga/text.ts'
import { draftIn, envelopeOf, type Envelope } from './envelope.ts'
import { hashOf } from './hash.ts'
import { readLink, writeLink } from './link.ts'
import { mergeEnvelopes, openEnvelope } from './merge.ts'
import { requirementOf } from './requirement.ts'
import { signText } from './signatures.ts'
import { finalCheck, standingOf } from './standing.ts'
import { party } from './testing.ts'

// the demo node judges signatures as a real one does

async function setUp() {
  const { grid } = testGrid()
  const keysOf = async (twin: number) => {
    const keys = await grid.keyring.of(twin)
    if (keys) return keys
    throw new Error(`There is no twin ${twin}.`)
  }
  const publicKeyOf = async (twin: number) => (await keysOf(twin)).pair.account
  const signer = (twin: number) => async (what: ToSign) => {
    const { pair } = await keysOf(twin)
    const made = await pair.sign(signedMessage(what.hash, what.style))
    return { signature: toHex(made.slice(1)), signature_type: pair.curve }
  }
  const here = [...grid.db.nodes.values()].find(({ nodeId }) => nodeId === 12)
  if (!here) throw new Error('no such node')
  const place = {
    node: asNode(here.nodeId)!, // a u32, as is the twin
    nodeTwin: asTwin(here.twinId)!,
    light: false,
  }
  const requirement = requirementOf(party(TENANT, 'key'), [party(FARMER)])
  const owner = { twin: asTwin(TENANT)!, requirement } // a u32
  const draft = composeDisk(freshDisk(place, countingRandom()), owner)
  const sign = async (envelope: Envelope, twin: number): Promise<Envelope> => ({
    ...envelope,
    parts: await Promise.all(
      envelope.parts.map(async (part) => ({
        ...part,
        text: await signText(part.text, part.hash, twin, signer(twin), publicKeyOf),
      })),
    ),
  })
  /** What the node says to a part of the owner, once there is a contract for it. */
  const send = async (envelope: Envelope) => {
    const [part] = draftIn(envelope).parts
    if (!part) throw new Error('no part')
    contractFor(grid, part.node, hashOf(part.text), { contractId: 50_000 })
    const text = withContract(part.text, asContract(50_000n))
    const request = grid.request(TENANT)
    const said = await request(part.nodeTwin, 'zos.deployment.deploy', parseJson(text)).then(
      () => 'taken',
      (error: unknown) => (error instanceof BaseError ? error.details : undefined),
    )
    return { said, verdict: await finalCheck(text, hashOf(text), publicKeyOf), request, part }
  }
  return { draft, sign, send, publicKeyOf }
}

test('a draft goes to the second signer as a link, comes back, is merged and is taken by the node', async () => {
  const { draft, sign, send, publicKeyOf } = await setUp()
  const mine = await sign(envelopeOf('demo', draft), TENANT)
  const { fragment } = await writeLink(envelopeOf('demo', draft))
  const theirs = await openEnvelope(await readLink(fragment), 'demo', publicKeyOf)
  expect(theirs.standings[0]?.missing).toEqual([TENANT, FARMER])
  const signed = await sign(theirs.envelope, FARMER)
  const back = await readLink((await writeLink(signed)).fragment)
  const all = await mergeEnvelopes(mine, back, publicKeyOf)
  expect((await standingOf(all.parts[0]?.text ?? '', publicKeyOf)).complete).toBe(true)
  const { said, verdict, request, part } = await send(all)
  expect(verdict).toEqual({ ok: true })
  expect(said).toBe('taken')
  const told = await request(part.nodeTwin, 'zos.deployment.get', { contract_id: 50_000 })
  const { signature_requirement } = readDeployment(stringifyJson(told))
  expect(signature_requirement.signatures).toHaveLength(2)
  expect(signature_requirement.signature_style).toBe('polka-wallet')
})

test.each([
  [TENANT, FARMER],
  [FARMER, TENANT],
])(
  'where only twin %i has signed the node refuses with the words told before, for twin %i',
  async (signer, missing) => {
    const { draft, sign, send, publicKeyOf } = await setUp()
    const half = await sign(envelopeOf('demo', draft), signer)
    expect((await standingOf(half.parts[0]?.text ?? '', publicKeyOf)).missing).toEqual([missing])
    const { said, verdict } = await send(half)
    expect(verdict).toEqual({
      ok: false,
      reason: `missing required signature for twin '${missing}'`,
    })
    expect(said).toContain(`missing required signature for twin '${missing}'`)
  },
)
