import { ed25519 } from '@noble/curves/ed25519.js'
import * as sr25519 from '@scure/sr25519'
import { sha256 } from '@noble/hashes/sha2.js'
import type { Signature, SignatureRequirement } from '#gridtypes/deployment.ts'
import { signedMessage } from '#gridtypes/signature.ts'
import { concat, toHex, utf8, type Bytes } from '#lib/bytes.ts'
import { miniOf } from './keyring.ts'
import type { Db, DeploymentRow } from './schema.ts'

/** A deployment's requirement with its signatures; those of a story are made when they are first looked at. */
export function requirementOf(db: Db, row: DeploymentRow): SignatureRequirement {
  const requirement = row.signatureRequirement
  const { unsigned } = row
  if (unsigned !== undefined) {
    requirement.signatures = requirement.requests.map(({ twin_id }) =>
      signedBy(db, twin_id, unsigned, requirement.signature_style),
    )
    delete row.unsigned
  }
  return requirement
}

// a grid of the same seed has the same signatures, and making one takes milliseconds
const made = new Map<string, string>()

/**
 * A demo twin's signature of a deployment's hash, made without waiting. The same every time: what sr25519 mixes in by chance comes from the message here.
 */
function signedBy(db: Db, twin: number, hash: string, style: string): Signature {
  const row = db.twins.get(twin)
  if (!row) throw new Error(`There is no twin ${twin} to sign.`)
  const key = `${db.seed} ${twin} ${style} ${hash}`
  let signature = made.get(key)
  if (signature === undefined) {
    signature = toHex(sign(miniOf(db, row), row.curve, signedMessage(hash, style)))
    made.set(key, signature)
  }
  return { twin_id: twin, signature, signature_type: row.curve }
}

function sign(mini: Bytes, curve: 'ed25519' | 'sr25519', message: Bytes): Uint8Array {
  if (curve === 'ed25519') return ed25519.sign(message, mini)
  const chance = sha256(concat(utf8('demo grid'), mini, message))
  return sr25519.sign(sr25519.secretFromSeed(mini), message, (length = 32) =>
    chance.slice(0, length),
  )
}
