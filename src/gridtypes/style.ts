/** The style for browser wallets, which sign nothing but text between `<Bytes>` tags. */
export const POLKA_WALLET = 'polka-wallet'
