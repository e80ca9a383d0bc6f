/**
 * Every name of the runtime that the console reads, calls or waits for, as the library writes it. What
 * is not in this table cannot be asked for: the functions that ask are typed by it. `names.json` holds what
 * these names take and give in two real runtimes, and a test holds the demo chain against that.
 */
export const uses = {
  storage: {
    system: ['account', 'events'],
    timestamp: ['now'],
    tfgridModule: [
      'twins',
      'twinIdByAccountID',
      'twinBoundedAccountID',
      'usersTermsAndConditions',
      'farms',
      'nodes',
      'nodesByFarmID',
      'nodePower',
      'pricingPolicies',
      // runtimes of 2026; in neither real file
      'nodeV3BillingOptOut',
    ],
    smartContractModule: [
      'contracts',
      'contractIDByNodeIDAndHash',
      'contractIDByNameRegistration',
      'contractBillingInformationByID',
      // one of the two: until spec 149, and from 152 on
      'contractLock',
      'contractPaymentState',
      'nodeContractResources',
      'activeNodeContracts',
      'activeRentContractForNode',
      'dedicatedNodesExtraFee',
      'billingFrequency',
    ],
    tftPriceModule: ['tftPrice', 'averageTftPrice', 'minTftPrice', 'maxTftPrice'],
  },
  call: {
    balances: ['transferKeepAlive', 'transferAll'],
    tfgridModule: ['userAcceptTc', 'createTwin', 'updateTwin'],
    smartContractModule: [
      'createNodeContract',
      'updateNodeContract',
      'cancelContract',
      'createNameContract',
      'createRentContract',
      'billContractForBlock',
    ],
    utility: ['batchAll'],
  },
  event: {
    system: ['ExtrinsicFailed'],
    balances: ['Transfer'],
    transactionPayment: ['TransactionFeePaid'],
    utility: ['ItemCompleted', 'BatchInterrupted'],
    tfgridModule: ['TwinStored'],
    smartContractModule: [
      'ContractCreated',
      'NodeContractCanceled',
      'NameContractCanceled',
      'RentContractCanceled',
      'ContractBilled',
    ],
  },
  const: { balances: ['existentialDeposit'] },
} as const

type Table = typeof uses
/** `['tfgridModule', 'twins']` and the like, nothing that is not in the table. */
export type Used<Kind extends keyof Table> = {
  [Pallet in keyof Table[Kind]]: Table[Kind][Pallet] extends readonly (infer Name)[]
    ? readonly [pallet: Pallet & string, name: Name & string]
    : never
}[keyof Table[Kind]]

/** The table as lines: `storage tfgridModule.twins`, `call utility.batchAll`. */
export const usedNames: readonly string[] = Object.entries(uses).flatMap(([kind, pallets]) =>
  Object.entries(pallets as Record<string, readonly string[]>).flatMap(([pallet, names]) =>
    names.map((name) => `${kind} ${pallet}.${name}`),
  ),
)
