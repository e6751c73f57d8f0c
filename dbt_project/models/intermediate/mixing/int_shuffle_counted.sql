-- The settings of shuffling, as a row: a Python model is parsed before they are known, and cannot ask for them itself.
select
    cast({{ var('tie_permutations') }} as bigint) as shuffle_count,
    cast({{ var('tie_permutation_seed') }} as bigint) as seed
