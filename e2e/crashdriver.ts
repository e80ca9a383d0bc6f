/**
 * What the crash matrix kills: a process that drives one saga with the demo tenant's key, its journal in files, over
 * the chain and the relay of a stand-alone grid. It is told what to do by its parent, and at which moment to die.
 */
import { join } from 'node:path'
import { createChainClient } from '../src/chain/client.ts'
import { realClock, sagaChain, sagaNode } from '../src/deploy/saga/adapters.ts'
import { createDriver } from '../src/deploy/saga/drive.ts'
import { fileLocks } from '../src/deploy/saga/filelocks.ts'
import { fileStore } from '../src/deploy/saga/filestore.ts'
import { readEntry } from '../src/deploy/saga/journal.ts'
import type { Payer, SagaChain, SagaNode } from '../src/deploy/saga/ports.ts'
import { signedMessage } from '../src/gridtypes/signature.ts'
import { createGridProxy } from '../src/gridproxy/client.ts'
import { twinDirectory } from '../src/gridproxy/twins.ts'
import { toHex } from '../src/lib/bytes.ts'
import { parseJson } from '../src/lib/json.ts'
import { toSs58 } from '../src/lib/ss58.ts'
import { blake256 } from '../src/mock/chain/extrinsic.ts'
import { nodeClient } from '../src/node/client.ts'
import { createRmbClient } from '../src/rmb/client.ts'
import { localIdentity } from '../src/rmb/crypto.ts'
import { keyPair, miniSecret } from '../src/rmb/keys.ts'
import { Job, SAGA, type Told } from './crashjob.ts'

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => {})
}

/** A socket that tells when a frame has left. */
const telling = (left: () => void) =>
  class extends WebSocket {
    override send(data: Parameters<WebSocket['send']>[0]) {
      super.send(data)
      left()
    }
  }

async function drive(job: Job): Promise<Told> {
  const moments: string[] = []
  async function moment(name: string) {
    moments.push(name)
    if (name === job.killAt) await die()
  }
  /** The request to a node that is on its way. */
  let errand: string | undefined
  const left = () => {
    if (errand === undefined) return
    const name = `${errand} on its way`
    errand = undefined
    moments.push(name)
    // a little later, so that it may have come to the node or not
    if (name === job.killAt) setTimeout(() => void die(), 4)
  }

  const mini = miniSecret(job.secret)
  const pair = await keyPair(mini, job.curve)
  const identity = await localIdentity({ twin: job.twin, secret: mini, curve: job.curve })
  const rmb = createRmbClient({
    relayUrl: job.relay,
    identity,
    twins: twinDirectory(createGridProxy({ baseUrl: job.proxy })),
    WebSocket: telling(left),
  })
  const client = createChainClient({ endpoints: [job.chain], timeoutMs: 30_000, retryMs: 50 })
  const { registry } = await client.api()
  const payer: Payer = {
    address: toSs58(pair.account),
    signer: {
      async signPayload(payload) {
        await moment('wallet asked')
        const { version } = payload
        const raw = registry
          .createType('ExtrinsicPayload', payload, { version })
          .toU8a({ method: true })
        const signature = await pair.sign(raw.length > 256 ? blake256(raw) : raw)
        const type = job.curve === 'ed25519' ? '00' : '01'
        return { id: 1, signature: `0x${type}${toHex(signature.subarray(1))}` }
      },
    },
  }

  const file = fileStore(job.folder)
  let writes = 0
  const chain: SagaChain = sagaChain(() => Promise.resolve(client))
  const nodes = sagaNode(nodeClient(rmb.request))
  const around = (what: string, work: SagaNode['deploy']): SagaNode['deploy'] => {
    let times = 0
    return async (...given) => {
      const name = `${what} ${++times}`
      errand = name
      try {
        await work(...given)
      } finally {
        errand = undefined
        await moment(`${name} answered`)
      }
    }
  }
  const driver = createDriver({
    store: {
      ...file,
      async put(saga) {
        const n = ++writes
        await moment(`note ${n} before`)
        await file.put(saga)
        await moment(`note ${n} after`)
      },
    },
    locks: fileLocks(join(job.folder, 'locks')),
    chain: {
      ...chain,
      submit: (calls, by, options) =>
        chain.submit(calls, by, {
          ...options,
          onProgress(progress) {
            options.onProgress?.(progress)
            const { stage } = progress
            if (stage === 'ready' || stage === 'in-block' || stage === 'finalized') {
              void moment(`payment ${stage}`)
            }
          },
        }),
    },
    node: {
      ...nodes,
      deploy: around('deploy', (...given) => nodes.deploy(...given)),
      update: around('update', (...given) => nodes.update(...given)),
    },
    clock: realClock,
    pace: { watchMs: 50, silentMs: 100 },
  })
  if ((await file.get(SAGA)) === undefined) {
    const begun = readEntry(SAGA, parseJson(job.saga))
    if (!('saga' in begun)) throw new Error(begun.damaged.fault)
    await driver.begin(begun.saga)
  }
  const { saga, stopped } = await driver.drive(SAGA, {
    payer,
    async sign({ hash, style }) {
      const signature = await pair.sign(signedMessage(hash, style))
      const made = { signature: toHex(signature.slice(1)), signature_type: job.curve }
      return [{ twin_id: job.twin, ...made }]
    },
  })
  const trouble = saga.trouble ?? saga.parts.find((part) => part.trouble)?.trouble
  return { moments, stopped, closed: saga.closed ?? JSON.stringify(trouble) }
}

process.once('message', (given) => {
  drive(Job.parse(given)).then(
    (told) => process.send?.(told, () => process.exit(0)),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
// not left behind by a parent that is no more
process.once('disconnect', () => process.exit())
// loaded before there is anything to do, so that a cell does not wait for it
void import('@polkadot/api')
