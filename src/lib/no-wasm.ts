/**
 * Stands in the page for `@polkadot/wasm-crypto`: never ready, and every function throws. The library does
 * sr25519 in plain JavaScript and falls back to it for all the rest, so that 170 kB of wasm and the
 * `'wasm-unsafe-eval'` of the content security policy are saved (facts: stack.md section 1).
 */
export const isReady = (): boolean => false
export const waitReady = (): Promise<boolean> => Promise.resolve(false)
export const packageInfo = {
  name: '@polkadot/wasm-crypto',
  path: 'stub',
  type: 'esm',
  version: '7.5.4',
}

const no = (): never => {
  throw new Error('wasm-crypto is left out of this build')
}
export {
  no as bip39Generate,
  no as bip39ToEntropy,
  no as bip39ToMiniSecret,
  no as bip39ToSeed,
  no as bip39Validate,
  no as blake2b,
  no as ed25519KeypairFromSeed,
  no as ed25519Sign,
  no as ed25519Verify,
  no as hmacSha256,
  no as hmacSha512,
  no as keccak256,
  no as keccak512,
  no as pbkdf2,
  no as scrypt,
  no as secp256k1Compress,
  no as secp256k1Expand,
  no as secp256k1FromSeed,
  no as secp256k1Recover,
  no as secp256k1Sign,
  no as sha256,
  no as sha512,
  no as sr25519Sign,
  no as sr25519Verify,
  no as twox,
  no as vrfSign,
  no as vrfVerify,
}
