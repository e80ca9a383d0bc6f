/** The pallets every chain has, and the TFT price, as tfchain spec 152 has them; description.ts tells how the lines are read. */
export const systemLines = `
pallet 0 System frame_system
store Account AccountId32 -> AccountInfo = 0x0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000080
store ExtrinsicCount? u32
store BlockWeight PerDispatchClass
store AllExtrinsicsLen? u32
store BlockHash ~u32 -> H256
store Number u32
store ParentHash H256
store Digest Digest
store Events Vec<EventRecord>
store EventCount u32
store EventTopics H256 -> Vec<(u32,u32)>
store UpgradedToU32RefCount bool
store UpgradedToTripleRefCount bool
store ExecutionPhase? Phase
call 0 remark remark:Vec<u8>
call 7 remark_with_event remark:Vec<u8>
event 0 ExtrinsicSuccess dispatch_info:DispatchInfo
event 1 ExtrinsicFailed dispatch_error:DispatchError dispatch_info:DispatchInfo
event 2 CodeUpdated
event 3 NewAccount account:AccountId32
event 4 KilledAccount account:AccountId32
event 5 Remarked sender:AccountId32 hash:H256
const BlockHashCount u32 = 2400
const Version RuntimeVersion
const SS58Prefix u16 = 42
error InvalidSpecName SpecVersionNeedsToIncrease FailedToExtractRuntimeVersion NonDefaultComposite NonZeroRefCount CallFiltered

pallet 1 Timestamp pallet_timestamp
store Now u64
store DidUpdate bool
call 0 set now:Compact<u64>
const MinimumPeriod u64 = 3000

pallet 3 Utility pallet_utility
call 0 batch calls:Vec<RuntimeCall>
call 2 batch_all calls:Vec<RuntimeCall>
call 4 force_batch calls:Vec<RuntimeCall>
event 0 BatchInterrupted index:u32 error:DispatchError
event 1 BatchCompleted
event 2 BatchCompletedWithErrors
event 3 ItemCompleted
event 4 ItemFailed error:DispatchError
const batched_calls_limit u32 = 10922
error TooManyCalls

pallet 20 Balances pallet_balances
store TotalIssuance u128
store InactiveIssuance u128
store Account AccountId32 -> AccountData = 0x00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000080
store Locks AccountId32 -> Bound<BalanceLock>
store Reserves AccountId32 -> Bound<ReserveData>
store Holds AccountId32 -> Bound<IdAmount>
store Freezes AccountId32 -> Bound<IdAmount>
call 0 transfer_allow_death dest:MultiAddress value:Compact<u128>
call 1 set_balance_deprecated who:MultiAddress new_free:Compact<u128> old_reserved:Compact<u128>
call 2 force_transfer source:MultiAddress dest:MultiAddress value:Compact<u128>
call 3 transfer_keep_alive dest:MultiAddress value:Compact<u128>
call 4 transfer_all dest:MultiAddress keep_alive:bool
call 5 force_unreserve who:MultiAddress amount:u128
call 6 upgrade_accounts who:Vec<AccountId32>
call 7 transfer dest:MultiAddress value:Compact<u128>
call 8 force_set_balance who:MultiAddress new_free:Compact<u128>
event 0 Endowed account:AccountId32 free_balance:u128
event 1 DustLost account:AccountId32 amount:u128
event 2 Transfer from:AccountId32 to:AccountId32 amount:u128
event 3 BalanceSet who:AccountId32 free:u128
event 4 Reserved who:AccountId32 amount:u128
event 5 Unreserved who:AccountId32 amount:u128
event 6 ReserveRepatriated from:AccountId32 to:AccountId32 amount:u128 destination_status:BalanceStatus
event 7 Deposit who:AccountId32 amount:u128
event 8 Withdraw who:AccountId32 amount:u128
event 9 Slashed who:AccountId32 amount:u128
event 10 Minted who:AccountId32 amount:u128
event 11 Burned who:AccountId32 amount:u128
event 12 Suspended who:AccountId32 amount:u128
event 13 Restored who:AccountId32 amount:u128
event 14 Upgraded who:AccountId32
event 15 Issued amount:u128
event 16 Rescinded amount:u128
event 17 Locked who:AccountId32 amount:u128
event 18 Unlocked who:AccountId32 amount:u128
event 19 Frozen who:AccountId32 amount:u128
event 20 Thawed who:AccountId32 amount:u128
const ExistentialDeposit u128 = 500
const MaxLocks u32 = 50
const MaxReserves u32 = 50
const MaxHolds u32 = 0
const MaxFreezes u32 = 0
error VestingBalance LiquidityRestrictions InsufficientBalance ExistentialDeposit Expendability ExistingVestingSchedule DeadAccount TooManyReserves TooManyHolds TooManyFreezes

pallet 21 TransactionPayment pallet_transaction_payment
store NextFeeMultiplier FixedU128 = 1000000000000000000
store StorageVersion Releases
event 0 TransactionFeePaid who:AccountId32 actual_fee:u128 tip:u128
const OperationalFeeMultiplier u8 = 5

pallet 28 TFTPriceModule pallet_tft_price
store TftPrice u32
store LastBlockSet u32
store AverageTftPrice u32
store TftPriceHistory u16 -> u32
store BufferRange (u16,u16)
store MinTftPrice u32
store MaxTftPrice u32
call 0 set_prices price:u32 block_number:u32
call 2 set_min_tft_price price:u32
call 3 set_max_tft_price price:u32
event 0 PriceStored u32
event 1 OffchainWorkerExecuted AccountId32
event 2 AveragePriceStored u32
event 3 AveragePriceIsAboveMaxPrice u32 u32
event 4 AveragePriceIsBelowMinPrice u32 u32
error ErrFetchingPrice OffchainSignedTxError NoLocalAcctForSigning AccountUnauthorizedToSetPrice MaxPriceBelowMinPriceError MinPriceAboveMaxPriceError IsNotAnAuthority WrongAuthority
`
