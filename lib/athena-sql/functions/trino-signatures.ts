/**
 * What SHOW FUNCTIONS gives on Trino 476, a line a row, its columns between tabs; geospatial functions aside. Written by
 * `npm run lab -- record-answers`.
 */
export const TRINO_SIGNATURES = `abs	bigint	bigint	scalar	true	Absolute value
abs	decimal(p,s)	decimal(p,s)	scalar	true	Absolute value
abs	double	double	scalar	true	Absolute value
abs	integer	integer	scalar	true	Absolute value
abs	real	real	scalar	true	Absolute value
abs	smallint	smallint	scalar	true	Absolute value
abs	tinyint	tinyint	scalar	true	Absolute value
acos	double	double	scalar	true	Arc cosine
all_match	boolean	array(t), function(t,boolean)	scalar	true	Returns true if all elements of the array match the given predicate
any_match	boolean	array(t), function(t,boolean)	scalar	true	Returns true if the array contains one or more elements that match the given predicate
any_value	t	t	aggregate	true	Return an arbitrary non-null input value
any_value	t	t	aggregate	true	Return an arbitrary non-null input value
approx_distinct	bigint	boolean	aggregate	true	
approx_distinct	bigint	boolean, double	aggregate	true	
approx_distinct	bigint	t	aggregate	true	
approx_distinct	bigint	t, double	aggregate	true	
approx_distinct	bigint	unknown	aggregate	true	
approx_distinct	bigint	unknown, double	aggregate	true	
approx_most_frequent	map(bigint,bigint)	bigint, bigint, bigint	aggregate	true	
approx_most_frequent	map(varchar,bigint)	bigint, varchar, bigint	aggregate	true	
approx_percentile	array(bigint)	bigint, array(double)	aggregate	true	
approx_percentile	array(bigint)	bigint, double, array(double)	aggregate	true	
approx_percentile	array(double)	double, array(double)	aggregate	true	
approx_percentile	array(double)	double, double, array(double)	aggregate	true	
approx_percentile	array(real)	real, array(double)	aggregate	true	
approx_percentile	array(real)	real, double, array(double)	aggregate	true	
approx_percentile	bigint	bigint, double	aggregate	true	
approx_percentile	bigint	bigint, double, double	aggregate	true	
approx_percentile	bigint	bigint, double, double, double	aggregate	true	
approx_percentile	double	double, double	aggregate	true	
approx_percentile	double	double, double, double	aggregate	true	
approx_percentile	double	double, double, double, double	aggregate	true	
approx_percentile	real	real, double	aggregate	true	
approx_percentile	real	real, double, double	aggregate	true	
approx_percentile	real	real, double, double, double	aggregate	true	
approx_set	hyperloglog	bigint	aggregate	true	
approx_set	hyperloglog	double	aggregate	true	
approx_set	hyperloglog	varchar(x)	aggregate	true	
arbitrary	t	t	aggregate	true	Return an arbitrary non-null input value
arbitrary	t	t	aggregate	true	Return an arbitrary non-null input value
array_agg	array(t)	t	aggregate	true	return an array of values
array_distinct	array(e)	array(e)	scalar	true	Remove duplicate values from the given array
array_except	array(e)	array(e), array(e)	scalar	true	Returns an array of elements that are in the first array but not the second, without duplicates.
array_histogram	map(t,bigint)	array(t)	scalar	true	Return a map containing the counts of the elements in the array
array_intersect	array(e)	array(e), array(e)	scalar	true	Intersects elements of the two given arrays
array_join	varchar	array(e), varchar	scalar	true	Concatenates the elements of the given array using a delimiter and an optional string to replace nulls
array_join	varchar	array(e), varchar, varchar	scalar	true	Concatenates the elements of the given array using a delimiter and an optional string to replace nulls
array_max	t	array(t)	scalar	true	Get maximum value of array
array_min	t	array(t)	scalar	true	Get minimum value of array
array_position	bigint	array(t), t	scalar	true	Returns the position of the first occurrence of the given value in array (or 0 if not found)
array_remove	array(e)	array(e), e	scalar	true	Remove specified values from the given array
array_sort	array(e)	array(e)	scalar	true	Sorts the given array in ascending order according to the natural ordering of its elements.
array_sort	array(t)	array(t), function(t,t,integer)	scalar	true	Sorts the given array with a lambda comparator.
array_union	array(e)	array(e), array(e)	scalar	true	Union elements of the two given arrays
arrays_overlap	boolean	array(e), array(e)	scalar	true	Returns true if arrays have common elements
asin	double	double	scalar	true	Arc sine
at_timezone	timestamp(p) with time zone	timestamp(p) with time zone, varchar(x)	scalar	true	
atan	double	double	scalar	true	Arc tangent
atan2	double	double, double	scalar	true	Arc tangent of given fraction
avg	decimal(p,s)	decimal(p,s)	aggregate	true	Calculates the average value
avg	double	bigint	aggregate	true	
avg	double	double	aggregate	true	
avg	interval day to second	interval day to second	aggregate	true	
avg	interval year to month	interval year to month	aggregate	true	
avg	real	real	aggregate	true	Returns the average value of the argument
bar	varchar	double, bigint	scalar	true	
bar	varchar	double, bigint, color, color	scalar	true	
beta_cdf	double	double, double, double	scalar	true	Beta cdf given the a, b parameters and value
bit_count	bigint	bigint, bigint	scalar	true	Count number of set bits in 2's complement representation
bitwise_and	bigint	bigint, bigint	scalar	true	Bitwise AND in 2's complement arithmetic
bitwise_and_agg	bigint	bigint	aggregate	true	
bitwise_left_shift	bigint	bigint, integer	scalar	true	bitwise left shift
bitwise_left_shift	integer	integer, integer	scalar	true	bitwise left shift
bitwise_left_shift	smallint	smallint, integer	scalar	true	bitwise left shift
bitwise_left_shift	tinyint	tinyint, integer	scalar	true	bitwise left shift
bitwise_not	bigint	bigint	scalar	true	Bitwise NOT in 2's complement arithmetic
bitwise_or	bigint	bigint, bigint	scalar	true	Bitwise OR in 2's complement arithmetic
bitwise_or_agg	bigint	bigint	aggregate	true	
bitwise_right_shift	bigint	bigint, integer	scalar	true	bitwise logical right shift
bitwise_right_shift	integer	integer, integer	scalar	true	bitwise logical right shift
bitwise_right_shift	smallint	smallint, integer	scalar	true	bitwise logical right shift
bitwise_right_shift	tinyint	tinyint, integer	scalar	true	bitwise logical right shift
bitwise_right_shift_arithmetic	bigint	bigint, integer	scalar	true	bitwise arithmetic right shift
bitwise_right_shift_arithmetic	integer	integer, integer	scalar	true	bitwise arithmetic right shift
bitwise_right_shift_arithmetic	smallint	smallint, integer	scalar	true	bitwise arithmetic right shift
bitwise_right_shift_arithmetic	tinyint	tinyint, integer	scalar	true	bitwise arithmetic right shift
bitwise_xor	bigint	bigint, bigint	scalar	true	Bitwise XOR in 2's complement arithmetic
bitwise_xor_agg	bigint	bigint	aggregate	true	
bool_and	boolean	boolean	aggregate	true	
bool_and	boolean	boolean	aggregate	true	
bool_or	boolean	boolean	aggregate	true	
cardinality	bigint	array(e)	scalar	true	Returns the cardinality (length) of the array
cardinality	bigint	hyperloglog	scalar	true	Compute the cardinality of a HyperLogLog instance
cardinality	bigint	map(k,v)	scalar	true	Returns the cardinality (the number of key-value pairs) of the map
cardinality	bigint	setdigest	scalar	true	
cbrt	double	double	scalar	true	Cube root
ceil	bigint	bigint	scalar	true	Round up to nearest integer
ceil	bigint	bigint	scalar	true	Round up to nearest integer
ceil	decimal(rp,0)	decimal(p,s)	scalar	true	Round up to nearest integer
ceil	decimal(rp,0)	decimal(p,s)	scalar	true	Round up to nearest integer
ceil	double	double	scalar	true	Round up to nearest integer
ceil	double	double	scalar	true	Round up to nearest integer
ceil	integer	integer	scalar	true	Round up to nearest integer
ceil	integer	integer	scalar	true	Round up to nearest integer
ceil	real	real	scalar	true	Round up to nearest integer
ceil	real	real	scalar	true	Round up to nearest integer
ceil	smallint	smallint	scalar	true	Round up to nearest integer
ceil	smallint	smallint	scalar	true	Round up to nearest integer
ceil	tinyint	tinyint	scalar	true	Round up to nearest integer
ceil	tinyint	tinyint	scalar	true	Round up to nearest integer
ceiling	bigint	bigint	scalar	true	Round up to nearest integer
ceiling	bigint	bigint	scalar	true	Round up to nearest integer
ceiling	decimal(rp,0)	decimal(p,s)	scalar	true	Round up to nearest integer
ceiling	decimal(rp,0)	decimal(p,s)	scalar	true	Round up to nearest integer
ceiling	double	double	scalar	true	Round up to nearest integer
ceiling	double	double	scalar	true	Round up to nearest integer
ceiling	integer	integer	scalar	true	Round up to nearest integer
ceiling	integer	integer	scalar	true	Round up to nearest integer
ceiling	real	real	scalar	true	Round up to nearest integer
ceiling	real	real	scalar	true	Round up to nearest integer
ceiling	smallint	smallint	scalar	true	Round up to nearest integer
ceiling	smallint	smallint	scalar	true	Round up to nearest integer
ceiling	tinyint	tinyint	scalar	true	Round up to nearest integer
ceiling	tinyint	tinyint	scalar	true	Round up to nearest integer
checksum	varbinary	t	aggregate	true	Checksum of the given values
chr	varchar(1)	bigint	scalar	true	Convert Unicode code point to a string
codepoint	integer	varchar(1)	scalar	true	Returns Unicode code point of a single character string
color	color	double, color, color	scalar	true	
color	color	double, double, double, color, color	scalar	true	
color	color	varchar(x)	scalar	true	
combinations	array(array(t))	array(t), integer	scalar	true	Return n-element subsets from array
concat	array(E)	E, array(E)	scalar	true	Concatenates an element to an array
concat	array(E)	array(E)	scalar	true	Concatenates given arrays
concat	array(E)	array(E), E	scalar	true	Concatenates an array to an element
concat	char(u)	char(x), char(y)	scalar	true	Concatenates given character strings
concat	varbinary	varbinary	scalar	true	concatenates given varbinary values
concat	varchar	varchar	scalar	true	Concatenates given strings
concat_ws	varchar	varchar, array(varchar)	scalar	true	
concat_ws	varchar	varchar, varchar	scalar	true	Concatenates elements using separator
contains	boolean	array(t), t	scalar	true	Determines whether given value exists in the array
contains	boolean	varchar, ipaddress	scalar	true	Determines whether given IP address exists in the CIDR
contains_sequence	boolean	array(t), array(t)	scalar	true	Determines whether an array contains a sequence, with the values in the exact order
corr	double	double, double	aggregate	true	
corr	real	real, real	aggregate	true	
cos	double	double	scalar	true	Cosine
cosh	double	double	scalar	true	Hyperbolic cosine
cosine_distance	double	array(double), array(double)	scalar	true	Calculates the cosine distance between two vectors
cosine_similarity	double	array(double), array(double)	scalar	true	Calculates the cosine similarity between two vectors
cosine_similarity	double	map(varchar,double), map(varchar,double)	scalar	true	Cosine similarity between the given sparse vectors
count	bigint		aggregate	true	
count	bigint	t	aggregate	true	Counts the non-null values
count_if	bigint	boolean	aggregate	true	
covar_pop	double	double, double	aggregate	true	
covar_pop	real	real, real	aggregate	true	
covar_samp	double	double, double	aggregate	true	
covar_samp	real	real, real	aggregate	true	
crc32	bigint	varbinary	scalar	true	Compute CRC-32
cume_dist	double		window	true	
current_date	date		scalar	true	Current date
current_groups	array(varchar)		scalar	true	Current groups of current user
current_timezone	varchar		scalar	true	Current time zone
date	date	timestamp(p)	scalar	true	
date	date	timestamp(p) with time zone	scalar	true	
date	date	varchar(x)	scalar	true	
date_add	date	varchar(x), bigint, date	scalar	true	Add the specified amount of date to the given date
date_add	time(p)	varchar(x), bigint, time(p)	scalar	true	Add the specified amount of time to the given time
date_add	time(p) with time zone	varchar(x), bigint, time(p) with time zone	scalar	true	Add the specified amount of time to the given time
date_add	timestamp(p)	varchar(x), bigint, timestamp(p)	scalar	true	Add the specified amount of time to the given timestamp
date_add	timestamp(p) with time zone	varchar(x), bigint, timestamp(p) with time zone	scalar	true	Add the specified amount of time to the given timestamp
date_diff	bigint	varchar(x), date, date	scalar	true	Difference of the given dates in the given unit
date_diff	bigint	varchar(x), time(p) with time zone, time(p) with time zone	scalar	true	Difference of the given times in the given unit
date_diff	bigint	varchar(x), time(p), time(p)	scalar	true	Difference of the given times in the given unit
date_diff	bigint	varchar(x), timestamp(p) with time zone, timestamp(p) with time zone	scalar	true	Difference of the given times in the given unit
date_diff	bigint	varchar(x), timestamp(p), timestamp(p)	scalar	true	Difference of the given times in the given unit
date_format	varchar	timestamp(p) with time zone, varchar(x)	scalar	true	Formats the given timestamp by the given format
date_format	varchar	timestamp(p), varchar(x)	scalar	true	Formats the given timestamp by the given format
date_parse	timestamp(3)	varchar(x), varchar(y)	scalar	true	
date_trunc	date	varchar(x), date	scalar	true	Truncate to the specified precision in the session timezone
date_trunc	time(p)	varchar(x), time(p)	scalar	true	Truncate to the specified precision
date_trunc	time(p) with time zone	varchar(x), time(p) with time zone	scalar	true	Truncate to the specified precision
date_trunc	timestamp(p)	varchar(x), timestamp(p)	scalar	true	Truncate to the specified precision in the session timezone
date_trunc	timestamp(p) with time zone	varchar(x), timestamp(p) with time zone	scalar	true	Truncate to the specified precision
day	bigint	date	scalar	true	Day of the month of the given date
day	bigint	date	scalar	true	Day of the month of the given date
day	bigint	interval day to second	scalar	true	Day of the month of the given interval
day	bigint	interval day to second	scalar	true	Day of the month of the given interval
day	bigint	timestamp(p)	scalar	true	Day of the month of the given timestamp
day	bigint	timestamp(p)	scalar	true	Day of the month of the given timestamp
day	bigint	timestamp(p) with time zone	scalar	true	Day of the month of the given timestamp
day	bigint	timestamp(p) with time zone	scalar	true	Day of the month of the given timestamp
day_of_month	bigint	date	scalar	true	Day of the month of the given date
day_of_month	bigint	date	scalar	true	Day of the month of the given date
day_of_month	bigint	interval day to second	scalar	true	Day of the month of the given interval
day_of_month	bigint	interval day to second	scalar	true	Day of the month of the given interval
day_of_month	bigint	timestamp(p)	scalar	true	Day of the month of the given timestamp
day_of_month	bigint	timestamp(p)	scalar	true	Day of the month of the given timestamp
day_of_month	bigint	timestamp(p) with time zone	scalar	true	Day of the month of the given timestamp
day_of_month	bigint	timestamp(p) with time zone	scalar	true	Day of the month of the given timestamp
day_of_week	bigint	date	scalar	true	Day of the week of the given date
day_of_week	bigint	date	scalar	true	Day of the week of the given date
day_of_week	bigint	timestamp(p)	scalar	true	Day of the week of the given timestamp
day_of_week	bigint	timestamp(p)	scalar	true	Day of the week of the given timestamp
day_of_week	bigint	timestamp(p) with time zone	scalar	true	Day of the week of the given timestamp
day_of_week	bigint	timestamp(p) with time zone	scalar	true	Day of the week of the given timestamp
day_of_year	bigint	date	scalar	true	Day of the year of the given date
day_of_year	bigint	date	scalar	true	Day of the year of the given date
day_of_year	bigint	timestamp(p)	scalar	true	Day of the year of the given timestamp
day_of_year	bigint	timestamp(p)	scalar	true	Day of the year of the given timestamp
day_of_year	bigint	timestamp(p) with time zone	scalar	true	Day of the year of the given timestamp
day_of_year	bigint	timestamp(p) with time zone	scalar	true	Day of the year of the given timestamp
degrees	double	double	scalar	true	Converts an angle in radians to degrees
dense_rank	bigint		window	true	
dot_product	double	array(double), array(double)	scalar	true	Calculates the dot product between two vectors
dow	bigint	date	scalar	true	Day of the week of the given date
dow	bigint	date	scalar	true	Day of the week of the given date
dow	bigint	timestamp(p)	scalar	true	Day of the week of the given timestamp
dow	bigint	timestamp(p)	scalar	true	Day of the week of the given timestamp
dow	bigint	timestamp(p) with time zone	scalar	true	Day of the week of the given timestamp
dow	bigint	timestamp(p) with time zone	scalar	true	Day of the week of the given timestamp
doy	bigint	date	scalar	true	Day of the year of the given date
doy	bigint	date	scalar	true	Day of the year of the given date
doy	bigint	timestamp(p)	scalar	true	Day of the year of the given timestamp
doy	bigint	timestamp(p)	scalar	true	Day of the year of the given timestamp
doy	bigint	timestamp(p) with time zone	scalar	true	Day of the year of the given timestamp
doy	bigint	timestamp(p) with time zone	scalar	true	Day of the year of the given timestamp
e	double		scalar	true	Euler's number
element_at	V	map(K,V), K	scalar	true	Get value for the given key, or null if it does not exist
element_at	e	array(e), bigint	scalar	true	Get element of array at given index
empty_approx_set	hyperloglog		scalar	true	An empty HyperLogLog instance
euclidean_distance	double	array(double), array(double)	scalar	true	Calculates the euclidean distance between two vectors
every	boolean	boolean	aggregate	true	
every	boolean	boolean	aggregate	true	
exclude_columns	unknown	unknown, unknown	table	false	
exclude_columns	unknown	unknown, unknown	table	false	
exp	double	double	scalar	true	Euler's number raised to the given power
filter	array(t)	array(t), function(t,boolean)	scalar	true	Return array containing elements that match the given predicate
first_value	t	t	window	true	
flatten	array(E)	array(array(E))	scalar	true	Flattens the given array
floor	bigint	bigint	scalar	true	Round down to nearest integer
floor	decimal(rp,0)	decimal(p,s)	scalar	true	Round down to nearest integer
floor	double	double	scalar	true	Round down to nearest integer
floor	integer	integer	scalar	true	Round down to nearest integer
floor	real	real	scalar	true	Round down to nearest integer
floor	smallint	smallint	scalar	true	Round down to nearest integer
floor	tinyint	tinyint	scalar	true	Round down to nearest integer
format_datetime	varchar	timestamp(p) with time zone, varchar(x)	scalar	true	Formats the given time by the given format
format_datetime	varchar	timestamp(p), varchar(x)	scalar	true	Formats the given time by the given format
format_number	varchar	bigint	scalar	true	Formats large number using a unit symbol
format_number	varchar	double	scalar	true	Formats large number using a unit symbol
from_base	bigint	varchar(x), bigint	scalar	true	Convert a string in the given base to a number
from_base32	varbinary	varbinary	scalar	true	Decode base32 encoded binary data
from_base32	varbinary	varchar(x)	scalar	true	Decode base32 encoded binary data
from_base64	varbinary	varbinary	scalar	true	Decode base64 encoded binary data
from_base64	varbinary	varchar(x)	scalar	true	Decode base64 encoded binary data
from_base64url	varbinary	varbinary	scalar	true	Decode URL safe base64 encoded binary data
from_base64url	varbinary	varchar(x)	scalar	true	Decode URL safe base64 encoded binary data
from_big_endian_32	integer	varbinary	scalar	true	Decode bigint value from a 32-bit 2's complement big endian varbinary
from_big_endian_64	bigint	varbinary	scalar	true	Decode bigint value from a 64-bit 2's complement big endian varbinary
from_hex	varbinary	varbinary	scalar	true	Decode hex encoded binary data
from_hex	varbinary	varchar(x)	scalar	true	Decode hex encoded binary data
from_ieee754_32	real	varbinary	scalar	true	Decode the 32-bit big-endian binary in IEEE 754 single-precision floating-point format
from_ieee754_64	double	varbinary	scalar	true	Decode the 64-bit big-endian binary in IEEE 754 double-precision floating-point format
from_iso8601_date	date	varchar(x)	scalar	true	
from_iso8601_timestamp	timestamp(3) with time zone	varchar(x)	scalar	true	
from_iso8601_timestamp_nanos	timestamp(9) with time zone	varchar(x)	scalar	true	
from_unixtime	timestamp(3) with time zone	double	scalar	true	
from_unixtime	timestamp(3) with time zone	double, bigint, bigint	scalar	true	
from_unixtime	timestamp(3) with time zone	double, varchar(x)	scalar	true	
from_unixtime_nanos	timestamp(9) with time zone	bigint	scalar	true	
from_unixtime_nanos	timestamp(9) with time zone	decimal(p,s)	scalar	true	
from_utf8	varchar	varbinary	scalar	true	Decodes the UTF-8 encoded string
from_utf8	varchar	varbinary, bigint	scalar	true	Decodes the UTF-8 encoded string
from_utf8	varchar	varbinary, varchar(x)	scalar	true	Decodes the UTF-8 encoded string
geometric_mean	double	bigint	aggregate	true	
geometric_mean	double	double	aggregate	true	
geometric_mean	real	real	aggregate	true	
greatest	E	E	scalar	true	Get the largest of the given values
hamming_distance	bigint	varchar(x), varchar(y)	scalar	true	Computes Hamming distance between two strings
hash_counts	map(bigint,smallint)	setdigest	scalar	true	
histogram	map(t,bigint)	t	aggregate	true	Count the number of times each value occurs
hmac_md5	varbinary	varbinary, varbinary	scalar	true	Compute HMAC with MD5
hmac_sha1	varbinary	varbinary, varbinary	scalar	true	Compute HMAC with SHA1
hmac_sha256	varbinary	varbinary, varbinary	scalar	true	Compute HMAC with SHA256
hmac_sha512	varbinary	varbinary, varbinary	scalar	true	Compute HMAC with SHA512
hour	bigint	interval day to second	scalar	true	Hour of the day of the given interval
hour	bigint	time(p)	scalar	true	Hour of the day of the given time
hour	bigint	time(p) with time zone	scalar	true	Hour of the day of the given time
hour	bigint	timestamp(p)	scalar	true	Hour of the day of the given timestamp
hour	bigint	timestamp(p) with time zone	scalar	true	Hour of the day of the given timestamp
human_readable_seconds	varchar	double	scalar	true	
infinity	double		scalar	true	Infinity
intersection_cardinality	bigint	setdigest, setdigest	scalar	true	
inverse_beta_cdf	double	double, double, double	scalar	true	Inverse of Beta cdf given a, b parameters and probability
inverse_normal_cdf	double	double, double, double	scalar	true	Inverse of normal cdf given a mean, std, and probability
is_finite	boolean	double	scalar	true	Test if value is finite
is_infinite	boolean	double	scalar	true	Test if value is infinite
is_json_scalar	boolean	json	scalar	true	
is_json_scalar	boolean	varchar(x)	scalar	true	
is_nan	boolean	double	scalar	true	Test if value is not-a-number
is_nan	boolean	real	scalar	true	Test if value is not-a-number
jaccard_index	double	setdigest, setdigest	scalar	true	
json_array_contains	boolean	json, bigint	scalar	true	
json_array_contains	boolean	json, boolean	scalar	true	
json_array_contains	boolean	json, double	scalar	true	
json_array_contains	boolean	json, varchar(x)	scalar	true	
json_array_contains	boolean	varchar(x), bigint	scalar	true	
json_array_contains	boolean	varchar(x), boolean	scalar	true	
json_array_contains	boolean	varchar(x), double	scalar	true	
json_array_contains	boolean	varchar(x), varchar(y)	scalar	true	
json_array_get	json	json, bigint	scalar	true	
json_array_get	json	varchar(x), bigint	scalar	true	
json_array_length	bigint	json	scalar	true	
json_array_length	bigint	varchar(x)	scalar	true	
json_extract	json	json, jsonpath	scalar	true	
json_extract	json	varchar(x), jsonpath	scalar	true	
json_extract_scalar	varchar	json, jsonpath	scalar	true	
json_extract_scalar	varchar(x)	varchar(x), jsonpath	scalar	true	
json_format	varchar	json	scalar	true	
json_parse	json	varchar(x)	scalar	true	
json_size	bigint	json, jsonpath	scalar	true	
json_size	bigint	varchar(x), jsonpath	scalar	true	
kurtosis	double	bigint	aggregate	true	Returns the (excess) kurtosis of the argument
kurtosis	double	double	aggregate	true	Returns the (excess) kurtosis of the argument
lag	t	t	window	true	
lag	t	t, bigint	window	true	
lag	t	t, bigint, t	window	true	
last_day_of_month	date	date	scalar	true	Last day of the month of the given date
last_day_of_month	date	timestamp(p)	scalar	true	Last day of the month of the given timestamp
last_day_of_month	date	timestamp(p) with time zone	scalar	true	Last day of the month of the given timestamp
last_value	t	t	window	true	
lead	t	t	window	true	
lead	t	t, bigint	window	true	
lead	t	t, bigint, t	window	true	
least	E	E	scalar	true	Get the smallest of the given values
length	bigint	char(x)	scalar	true	Count of code points of the given string
length	bigint	varbinary	scalar	true	Length of the given binary
length	bigint	varchar(x)	scalar	true	Count of code points of the given string
levenshtein_distance	bigint	varchar(x), varchar(y)	scalar	true	Computes Levenshtein distance between two strings
listagg	varchar	varchar, varchar, boolean, varchar, boolean	aggregate	true	concatenates the input values with the specified separator
ln	double	double	scalar	true	Natural logarithm
log	double	double, double	scalar	true	Logarithm to given base
log10	double	double	scalar	true	Logarithm to base 10
log2	double	double	scalar	true	Logarithm to base 2
lower	char(x)	char(x)	scalar	true	Converts the string to lower case
lower	varchar(x)	varchar(x)	scalar	true	Converts the string to lower case
lpad	varbinary	varbinary, bigint, varbinary	scalar	true	Pads a varbinary on the left
lpad	varchar	char(x), bigint, varchar(y)	scalar	true	Pads a string on the left
lpad	varchar	varchar(x), bigint, varchar(y)	scalar	true	Pads a string on the left
ltrim	varchar(x)	char(x)	scalar	true	Removes whitespace from the beginning of a string
ltrim	varchar(x)	char(x), codepoints	scalar	true	Remove the longest string containing only given characters from the beginning of a string
ltrim	varchar(x)	varchar(x)	scalar	true	Removes whitespace from the beginning of a string
ltrim	varchar(x)	varchar(x), codepoints	scalar	true	Remove the longest string containing only given characters from the beginning of a string
luhn_check	boolean	varchar	scalar	true	Checks that a string of digits is valid according to the Luhn algorithm
make_set_digest	setdigest	t	aggregate	true	
map	map(K,V)	array(K), array(V)	scalar	true	Constructs a map from the given key/value arrays
map	map(unknown,unknown)		scalar	true	Creates an empty map
map_agg	map(k,v)	k, v	aggregate	true	Aggregates all the rows (key/value pairs) into a single map
map_concat	map(K,V)	map(K,V)	scalar	true	Concatenates given maps
map_entries	array(row(k,v))	map(k,v)	scalar	true	Construct an array of entries from a given map
map_filter	map(K,V)	map(K,V), function(K,V,boolean)	scalar	true	return map containing entries that match the given predicate
map_from_entries	map(k,v)	array(row(k,v))	scalar	true	Construct a map from an array of entries
map_keys	array(k)	map(k,v)	scalar	true	Returns the keys of the given map(K,V) as an array
map_union	map(k,v)	map(k,v)	aggregate	true	Aggregate all the maps into a single map
map_values	array(v)	map(k,v)	scalar	true	Returns the values of the given map(K,V) as an array
map_zip_with	map(K,V3)	map(K,V1), map(K,V2), function(K,V1,V2,V3)	scalar	true	Merge two maps into a single map by applying the lambda function to the pair of values with the same key
max	array(e)	e, bigint	aggregate	true	Returns the maximum values of the argument
max	t	t	aggregate	true	Returns the maximum value of the argument
max_by	array(v)	v, k, bigint	aggregate	true	Returns the values of the first argument associated with the maximum values of the second argument
max_by	v	v, k	aggregate	true	Returns the value of the first argument, associated with the maximum value of the second argument
md5	varbinary	varbinary	scalar	true	Compute md5 hash
merge	hyperloglog	hyperloglog	aggregate	true	
merge	qdigest(v)	qdigest(v)	aggregate	true	Merges the input quantile digests into a single quantile digest
merge	tdigest	tdigest	aggregate	true	
merge_set_digest	setdigest	setdigest	aggregate	true	
millisecond	bigint	interval day to second	scalar	true	Millisecond of the second of the given interval
millisecond	bigint	time(p)	scalar	true	Millisecond of the second of the given time
millisecond	bigint	time(p) with time zone	scalar	true	Millisecond of the second of the given time
millisecond	bigint	timestamp(p)	scalar	true	Millisecond of the second of the given timestamp
millisecond	bigint	timestamp(p) with time zone	scalar	true	Millisecond of the second of the given timestamp
min	array(e)	e, bigint	aggregate	true	Returns the minimum values of the argument
min	t	t	aggregate	true	Returns the minimum value of the argument
min_by	array(v)	v, k, bigint	aggregate	true	Returns the values of the first argument associated with the minimum values of the second argument
min_by	v	v, k	aggregate	true	Returns the value of the first argument, associated with the minimum value of the second argument
minute	bigint	interval day to second	scalar	true	Minute of the hour of the given interval
minute	bigint	time(p)	scalar	true	Minute of the hour of the given time
minute	bigint	time(p) with time zone	scalar	true	Minute of the hour of the given time
minute	bigint	timestamp(p)	scalar	true	Minute of the hour of the given timestamp
minute	bigint	timestamp(p) with time zone	scalar	true	Minute of the hour of the given timestamp
mod	bigint	bigint, bigint	scalar	true	Remainder of given quotient
mod	decimal(r_precision,r_scale)	decimal(a_precision,a_scale), decimal(b_precision,b_scale)	scalar	true	
mod	double	double, double	scalar	true	Remainder of given quotient
mod	integer	integer, integer	scalar	true	Remainder of given quotient
mod	real	real, real	scalar	true	Remainder of given quotient
mod	smallint	smallint, smallint	scalar	true	Remainder of given quotient
mod	tinyint	tinyint, tinyint	scalar	true	Remainder of given quotient
month	bigint	date	scalar	true	Month of the year of the given date
month	bigint	interval year to month	scalar	true	Month of the year of the given interval
month	bigint	timestamp(p)	scalar	true	Month of the year of the given timestamp
month	bigint	timestamp(p) with time zone	scalar	true	Month of the year of the given timestamp
multimap_agg	map(k,array(v))	k, v	aggregate	true	Aggregates all the rows (key/value pairs) into a single multimap
multimap_from_entries	map(k,array(v))	array(row(k,v))	scalar	true	Construct a multimap from an array of entries
murmur3	varbinary	varbinary	scalar	true	Compute murmur3 hash
nan	double		scalar	true	Constant representing not-a-number
ngrams	array(array(t))	array(t), integer	scalar	true	Return N-grams for the input
none_match	boolean	array(t), function(t,boolean)	scalar	true	Returns true if all elements of the array don't match the given predicate
normal_cdf	double	double, double, double	scalar	true	Normal cdf given a mean, standard deviation, and value
normalize	varchar	varchar(x), varchar(y)	scalar	true	Transforms the string to normalized form
now	timestamp(3) with time zone		scalar	true	Current timestamp with time zone
nth_value	t	t, bigint	window	true	
ntile	bigint	bigint	window	true	
numeric_histogram	map(double,double)	bigint, double	aggregate	true	
numeric_histogram	map(double,double)	bigint, double, double	aggregate	true	
numeric_histogram	map(real,real)	bigint, real	aggregate	true	
numeric_histogram	map(real,real)	bigint, real, double	aggregate	true	
parse_data_size	decimal(38,0)	varchar(x)	scalar	true	Converts data size string to bytes
parse_data_size	decimal(38,0)	varchar(x)	scalar	true	Converts data size string to bytes
parse_datetime	timestamp(3) with time zone	varchar(x), varchar(y)	scalar	true	Parses the specified date/time by the given format
parse_duration	interval day to second	varchar(x)	scalar	true	Convert duration string to an interval
parse_presto_data_size	decimal(38,0)	varchar(x)	scalar	true	Converts data size string to bytes
parse_presto_data_size	decimal(38,0)	varchar(x)	scalar	true	Converts data size string to bytes
percent_rank	double		window	true	
pi	double		scalar	true	The constant Pi
pow	double	double, double	scalar	true	Value raised to the power of exponent
pow	double	double, double	scalar	true	Value raised to the power of exponent
power	double	double, double	scalar	true	Value raised to the power of exponent
power	double	double, double	scalar	true	Value raised to the power of exponent
qdigest_agg	qdigest(bigint)	bigint	aggregate	true	Returns a qdigest from the set of bigints
qdigest_agg	qdigest(bigint)	bigint, bigint	aggregate	true	Returns a qdigest from the set of bigints
qdigest_agg	qdigest(bigint)	bigint, bigint, double	aggregate	true	Returns a qdigest from the set of bigints
qdigest_agg	qdigest(double)	double	aggregate	true	Returns a qdigest from the set of doubles
qdigest_agg	qdigest(double)	double, bigint	aggregate	true	Returns a qdigest from the set of doubles
qdigest_agg	qdigest(double)	double, bigint, double	aggregate	true	Returns a qdigest from the set of doubles
qdigest_agg	qdigest(real)	real	aggregate	true	Returns a qdigest from the set of reals
qdigest_agg	qdigest(real)	real, bigint	aggregate	true	Returns a qdigest from the set of reals
qdigest_agg	qdigest(real)	real, bigint, double	aggregate	true	Returns a qdigest from the set of reals
quantile_at_value	double	qdigest(bigint), bigint	scalar	true	Given an input x between min/max values of qdigest, find which quantile is represented by that value
quantile_at_value	double	qdigest(double), double	scalar	true	Given an input x between min/max values of qdigest, find which quantile is represented by that value
quantile_at_value	double	qdigest(real), real	scalar	true	Given an input x between min/max values of qdigest, find which quantile is represented by that value
quarter	bigint	date	scalar	true	Quarter of the year of the given date
quarter	bigint	timestamp(p)	scalar	true	Quarter of the year of the given timestamp
quarter	bigint	timestamp(p) with time zone	scalar	true	Quarter of the year of the given timestamp
radians	double	double	scalar	true	Converts an angle in degrees to radians
rand	bigint	bigint	scalar	false	A pseudo-random number between 0 and value (exclusive)
rand	bigint	bigint	scalar	false	A pseudo-random number between 0 and value (exclusive)
rand	bigint	bigint, bigint	scalar	false	A pseudo-random number between start and stop (exclusive)
rand	bigint	bigint, bigint	scalar	false	A pseudo-random number between start and stop (exclusive)
rand	double		scalar	false	A pseudo-random value
rand	double		scalar	false	A pseudo-random value
rand	integer	integer	scalar	false	A pseudo-random number between 0 and value (exclusive)
rand	integer	integer	scalar	false	A pseudo-random number between 0 and value (exclusive)
rand	integer	integer, integer	scalar	false	A pseudo-random number between start and stop (exclusive)
rand	integer	integer, integer	scalar	false	A pseudo-random number between start and stop (exclusive)
rand	smallint	smallint	scalar	false	A pseudo-random number between 0 and value (exclusive)
rand	smallint	smallint	scalar	false	A pseudo-random number between 0 and value (exclusive)
rand	smallint	smallint, smallint	scalar	false	A pseudo-random number between start and stop (exclusive)
rand	smallint	smallint, smallint	scalar	false	A pseudo-random number between start and stop (exclusive)
rand	tinyint	tinyint	scalar	false	A pseudo-random number between 0 and value (exclusive)
rand	tinyint	tinyint	scalar	false	A pseudo-random number between 0 and value (exclusive)
rand	tinyint	tinyint, tinyint	scalar	false	A pseudo-random number between start and stop (exclusive)
rand	tinyint	tinyint, tinyint	scalar	false	A pseudo-random number between start and stop (exclusive)
random	bigint	bigint	scalar	false	A pseudo-random number between 0 and value (exclusive)
random	bigint	bigint	scalar	false	A pseudo-random number between 0 and value (exclusive)
random	bigint	bigint, bigint	scalar	false	A pseudo-random number between start and stop (exclusive)
random	bigint	bigint, bigint	scalar	false	A pseudo-random number between start and stop (exclusive)
random	double		scalar	false	A pseudo-random value
random	double		scalar	false	A pseudo-random value
random	integer	integer	scalar	false	A pseudo-random number between 0 and value (exclusive)
random	integer	integer	scalar	false	A pseudo-random number between 0 and value (exclusive)
random	integer	integer, integer	scalar	false	A pseudo-random number between start and stop (exclusive)
random	integer	integer, integer	scalar	false	A pseudo-random number between start and stop (exclusive)
random	smallint	smallint	scalar	false	A pseudo-random number between 0 and value (exclusive)
random	smallint	smallint	scalar	false	A pseudo-random number between 0 and value (exclusive)
random	smallint	smallint, smallint	scalar	false	A pseudo-random number between start and stop (exclusive)
random	smallint	smallint, smallint	scalar	false	A pseudo-random number between start and stop (exclusive)
random	tinyint	tinyint	scalar	false	A pseudo-random number between 0 and value (exclusive)
random	tinyint	tinyint	scalar	false	A pseudo-random number between 0 and value (exclusive)
random	tinyint	tinyint, tinyint	scalar	false	A pseudo-random number between start and stop (exclusive)
random	tinyint	tinyint, tinyint	scalar	false	A pseudo-random number between start and stop (exclusive)
rank	bigint		window	true	
reduce	R	array(T), S, function(S,T,S), function(S,R)	scalar	true	Reduce elements of the array into a single value
reduce_agg	S	T, S, function(S,T,S), function(S,S,S)	aggregate	true	Reduce input elements into a single value
regexp_count	bigint	varchar(x), joniregexp	scalar	true	Returns the number of times that a pattern occurs in a string
regexp_extract	varchar(x)	varchar(x), joniregexp	scalar	true	String extracted using the given pattern
regexp_extract	varchar(x)	varchar(x), joniregexp, bigint	scalar	true	Returns regex group of extracted string with a pattern
regexp_extract_all	array(varchar(x))	varchar(x), joniregexp	scalar	true	String(s) extracted using the given pattern
regexp_extract_all	array(varchar(x))	varchar(x), joniregexp, bigint	scalar	true	Group(s) extracted using the given pattern
regexp_like	boolean	varchar(x), joniregexp	scalar	true	Returns whether the pattern is contained within the string
regexp_position	integer	varchar(x), joniregexp	scalar	true	Returns the index of the matched substring
regexp_position	integer	varchar(x), joniregexp, integer	scalar	true	Returns the index of the matched substring starting from the specified position
regexp_position	integer	varchar(x), joniregexp, integer, integer	scalar	true	Returns the index of the n-th matched substring starting from the specified position
regexp_replace	varchar	varchar, joniregexp, function(array(varchar),varchar(x))	scalar	true	Replaces substrings matching a regular expression using a lambda function
regexp_replace	varchar(x)	varchar(x), joniregexp	scalar	true	Removes substrings matching a regular expression
regexp_replace	varchar(z)	varchar(x), joniregexp, varchar(y)	scalar	true	Replaces substrings matching a regular expression by given string
regexp_split	array(varchar(x))	varchar(x), joniregexp	scalar	true	Returns array of strings split by pattern
regr_intercept	double	double, double	aggregate	true	
regr_intercept	real	real, real	aggregate	true	
regr_slope	double	double, double	aggregate	true	
regr_slope	real	real, real	aggregate	true	
render	varchar(16)	boolean	scalar	true	
render	varchar(35)	bigint, color	scalar	true	
render	varchar(41)	double, color	scalar	true	
render	varchar(y)	varchar(x), color	scalar	true	
repeat	array(t)	t, bigint	scalar	true	Repeat an element for a given number of times
replace	varchar(u)	varchar(x), varchar(y), varchar(z)	scalar	true	Greedily replaces occurrences of a pattern with a string
replace	varchar(x)	varchar(x), varchar(y)	scalar	true	Greedily removes occurrences of a pattern in a string
reverse	array(e)	array(e)	scalar	true	Returns an array which has the reversed order of the given array.
reverse	char(x)	char(x)	scalar	true	Reverse all code points in a given string
reverse	varbinary	varbinary	scalar	true	Reverse a given varbinary
reverse	varchar(x)	varchar(x)	scalar	true	Reverse all code points in a given string
rgb	color	bigint, bigint, bigint	scalar	true	
round	bigint	bigint	scalar	true	Round to nearest integer
round	bigint	bigint, integer	scalar	true	Round to nearest integer
round	decimal(rp,rs)	decimal(p,s)	scalar	true	Round to nearest integer
round	decimal(rp,s)	decimal(p,s), integer	scalar	true	Round to given number of decimal places
round	double	double	scalar	true	Round to nearest integer
round	double	double, integer	scalar	true	Round to given number of decimal places
round	integer	integer	scalar	true	Round to nearest integer
round	integer	integer, integer	scalar	true	Round to nearest integer
round	real	real	scalar	true	Round to given number of decimal places
round	real	real, integer	scalar	true	Round to given number of decimal places
round	smallint	smallint	scalar	true	Round to nearest integer
round	smallint	smallint, integer	scalar	true	Round to nearest integer
round	tinyint	tinyint	scalar	true	Round to nearest integer
round	tinyint	tinyint, integer	scalar	true	Round to nearest integer
row_number	bigint		window	true	
rpad	varbinary	varbinary, bigint, varbinary	scalar	true	Pads a varbinary on the right
rpad	varchar	varchar(x), bigint, varchar(y)	scalar	true	Pads a string on the right
rtrim	varchar(x)	char(x)	scalar	true	Removes whitespace from the end of a string
rtrim	varchar(x)	char(x), codepoints	scalar	true	Remove the longest string containing only given characters from the end of a string
rtrim	varchar(x)	varchar(x)	scalar	true	Removes whitespace from the end of a string
rtrim	varchar(x)	varchar(x), codepoints	scalar	true	Remove the longest string containing only given characters from the end of a string
second	bigint	interval day to second	scalar	true	Second of the minute of the given interval
second	bigint	time(p)	scalar	true	Second of the minute of the given time
second	bigint	time(p) with time zone	scalar	true	Second of the minute of the given time
second	bigint	timestamp(p)	scalar	true	Second of the minute of the given timestamp
second	bigint	timestamp(p) with time zone	scalar	true	Second of the minute of the given timestamp
sequence	array(bigint)	bigint, bigint	scalar	true	
sequence	array(bigint)	bigint, bigint, bigint	scalar	true	Sequence function to generate synthetic arrays
sequence	array(date)	date, date	scalar	true	
sequence	array(date)	date, date, interval day to second	scalar	true	
sequence	array(date)	date, date, interval year to month	scalar	true	
sequence	array(timestamp(p))	timestamp(p), timestamp(p), interval day to second	scalar	true	
sequence	array(timestamp(p))	timestamp(p), timestamp(p), interval year to month	scalar	true	
sequence	unknown	bigint, bigint, bigint	table	false	
sequence	unknown	bigint, bigint, bigint	table	false	
sha1	varbinary	varbinary	scalar	true	Compute sha1 hash
sha256	varbinary	varbinary	scalar	true	Compute sha256 hash
sha512	varbinary	varbinary	scalar	true	Compute sha512 hash
shuffle	array(e)	array(e)	scalar	false	Generates a random permutation of the given array.
sign	bigint	bigint	scalar	true	
sign	decimal(1,0)	decimal(p,s)	scalar	true	Signum
sign	double	double	scalar	true	Signum
sign	integer	integer	scalar	true	Signum
sign	real	real	scalar	true	Signum
sign	smallint	smallint	scalar	true	Signum
sign	tinyint	tinyint	scalar	true	Signum
sin	double	double	scalar	true	Sine
sinh	double	double	scalar	true	Hyperbolic sine
skewness	double	bigint	aggregate	true	Returns the skewness of the argument
skewness	double	double	aggregate	true	Returns the skewness of the argument
slice	array(e)	array(e), bigint, bigint	scalar	true	Subsets an array given an offset (1-indexed) and length
soundex	varchar(4)	varchar	scalar	true	Encodes a string into a Soundex value
split	array(varchar(x))	varchar(x), varchar(y)	scalar	true	
split	array(varchar(x))	varchar(x), varchar(y), bigint	scalar	true	
split_part	varchar(x)	varchar(x), varchar(y), bigint	scalar	true	Splits a string by a delimiter and returns the specified field (counting from one)
split_to_map	map(varchar,varchar)	varchar, varchar, varchar	scalar	true	Creates a map using entryDelimiter and keyValueDelimiter
split_to_multimap	map(varchar,array(varchar))	varchar, varchar, varchar	scalar	true	Creates a multimap by splitting a string into key/value pairs
spooky_hash_v2_32	varbinary	varbinary	scalar	true	Compute SpookyHashV2 32-bit hash
spooky_hash_v2_64	varbinary	varbinary	scalar	true	Compute SpookyHashV2 64-bit hash
sqrt	double	double	scalar	true	Square root
starts_with	boolean	varchar(x), varchar(y)	scalar	true	Determine whether source starts with prefix or not
stddev	double	bigint	aggregate	true	Returns the sample standard deviation of the argument
stddev	double	bigint	aggregate	true	Returns the sample standard deviation of the argument
stddev	double	double	aggregate	true	Returns the sample standard deviation of the argument
stddev	double	double	aggregate	true	Returns the sample standard deviation of the argument
stddev_pop	double	bigint	aggregate	true	Returns the population standard deviation of the argument
stddev_pop	double	double	aggregate	true	Returns the population standard deviation of the argument
stddev_samp	double	bigint	aggregate	true	Returns the sample standard deviation of the argument
stddev_samp	double	bigint	aggregate	true	Returns the sample standard deviation of the argument
stddev_samp	double	double	aggregate	true	Returns the sample standard deviation of the argument
stddev_samp	double	double	aggregate	true	Returns the sample standard deviation of the argument
strpos	bigint	varchar(x), varchar(y)	scalar	true	Returns index of first occurrence of a substring (or 0 if not found)
strpos	bigint	varchar(x), varchar(y), bigint	scalar	true	Returns index of n-th occurrence of a substring (or 0 if not found)
substr	varbinary	varbinary, bigint	scalar	true	Suffix starting at given index
substr	varbinary	varbinary, bigint, bigint	scalar	true	Substring of given length starting at an index
substr	varchar(x)	char(x), bigint	scalar	true	Suffix starting at given index
substr	varchar(x)	char(x), bigint	scalar	true	Suffix starting at given index
substr	varchar(x)	char(x), bigint, bigint	scalar	true	Substring of given length starting at an index
substr	varchar(x)	char(x), bigint, bigint	scalar	true	Substring of given length starting at an index
substr	varchar(x)	varchar(x), bigint	scalar	true	Suffix starting at given index
substr	varchar(x)	varchar(x), bigint	scalar	true	Suffix starting at given index
substr	varchar(x)	varchar(x), bigint, bigint	scalar	true	Substring of given length starting at an index
substr	varchar(x)	varchar(x), bigint, bigint	scalar	true	Substring of given length starting at an index
substring	varchar(x)	char(x), bigint	scalar	true	Suffix starting at given index
substring	varchar(x)	char(x), bigint	scalar	true	Suffix starting at given index
substring	varchar(x)	char(x), bigint, bigint	scalar	true	Substring of given length starting at an index
substring	varchar(x)	char(x), bigint, bigint	scalar	true	Substring of given length starting at an index
substring	varchar(x)	varchar(x), bigint	scalar	true	Suffix starting at given index
substring	varchar(x)	varchar(x), bigint	scalar	true	Suffix starting at given index
substring	varchar(x)	varchar(x), bigint, bigint	scalar	true	Substring of given length starting at an index
substring	varchar(x)	varchar(x), bigint, bigint	scalar	true	Substring of given length starting at an index
sum	bigint	bigint	aggregate	true	
sum	decimal(38,s)	decimal(p,s)	aggregate	true	Calculates the sum over the input values
sum	double	double	aggregate	true	
sum	interval day to second	interval day to second	aggregate	true	
sum	interval year to month	interval year to month	aggregate	true	
sum	real	real	aggregate	true	
t_cdf	double	double, double	scalar	true	Student's t-distribution cumulative density function given the x and degrees of freedom
t_pdf	double	double, double	scalar	true	Student's t-distribution given the x and degrees of freedom
tan	double	double	scalar	true	Tangent
tanh	double	double	scalar	true	Hyperbolic tangent
tdigest_agg	tdigest	double	aggregate	true	
tdigest_agg	tdigest	double, double	aggregate	true	
timezone	varchar	time(p) with time zone	scalar	true	Time zone of the given time
timezone	varchar	timestamp(p) with time zone	scalar	true	Time zone of the given timestamp
timezone_hour	bigint	time(p) with time zone	scalar	true	Time zone hour of the given time
timezone_hour	bigint	timestamp(p) with time zone	scalar	true	Time zone hour of the given timestamp
timezone_minute	bigint	time(p) with time zone	scalar	true	Time zone minute of the given time
timezone_minute	bigint	timestamp(p) with time zone	scalar	true	Time zone minute of the given timestamp
to_base	varchar(64)	bigint, bigint	scalar	true	Convert a number to a string in the given base
to_base32	varchar	varbinary	scalar	true	Encode binary data as base32
to_base64	varchar	varbinary	scalar	true	Encode binary data as base64
to_base64url	varchar	varbinary	scalar	true	Encode binary data as base64 using the URL safe alphabet
to_big_endian_32	varbinary	integer	scalar	true	Encode value as a 32-bit 2's complement big endian varbinary
to_big_endian_64	varbinary	bigint	scalar	true	Encode value as a 64-bit 2's complement big endian varbinary
to_hex	varchar	varbinary	scalar	true	Encode binary data as hex
to_ieee754_32	varbinary	real	scalar	true	Encode value as a big endian varbinary according to IEEE 754 single-precision floating-point format
to_ieee754_64	varbinary	double	scalar	true	Encode value as a big endian varbinary according to IEEE 754 double-precision floating-point format
to_iso8601	varchar(16)	date	scalar	true	
to_iso8601	varchar(n)	timestamp(p)	scalar	true	
to_iso8601	varchar(n)	timestamp(p) with time zone	scalar	true	
to_milliseconds	bigint	interval day to second	scalar	true	
to_unixtime	double	timestamp(p) with time zone	scalar	true	
to_utf8	varbinary	char(x)	scalar	true	Encodes the string to UTF-8
to_utf8	varbinary	varchar(x)	scalar	true	Encodes the string to UTF-8
transform	array(U)	array(T), function(T,U)	scalar	true	Apply lambda to each element of the array
transform_keys	map(K2,V)	map(K1,V), function(K1,V,K2)	scalar	true	Apply lambda to each entry of the map and transform the key
transform_values	map(K,V2)	map(K,V1), function(K,V1,V2)	scalar	true	Apply lambda to each entry of the map and transform the value
translate	varchar	varchar(x), varchar(y), varchar(z)	scalar	true	Translate characters from the source string based on original and translations strings
trim	varchar(x)	char(x)	scalar	true	Removes whitespace from the beginning and end of a string
trim	varchar(x)	char(x), codepoints	scalar	true	Remove the longest string containing only given characters from the beginning and end of a string
trim	varchar(x)	varchar(x)	scalar	true	Removes whitespace from the beginning and end of a string
trim	varchar(x)	varchar(x), codepoints	scalar	true	Remove the longest string containing only given characters from the beginning and end of a string
trim_array	array(e)	array(e), bigint	scalar	true	Remove elements from the end of array
truncate	decimal(p,s)	decimal(p,s), integer	scalar	true	Round to integer by dropping given number of digits after decimal point
truncate	decimal(rp,0)	decimal(p,s)	scalar	true	Round to integer by dropping digits after decimal point
truncate	double	double	scalar	true	Round to integer by dropping digits after decimal point
truncate	real	real	scalar	true	Round to integer by dropping digits after decimal point
typeof	varchar	t	scalar	true	Textual representation of expression type
upper	char(x)	char(x)	scalar	true	Converts the string to upper case
upper	varchar(x)	varchar(x)	scalar	true	Converts the string to upper case
url_decode	varchar(x)	varchar(x)	scalar	true	Unescape a URL-encoded string
url_encode	varchar(y)	varchar(x)	scalar	true	Escape a string for use in URL query parameter names and values
url_extract_fragment	varchar(x)	varchar(x)	scalar	true	Extract fragment from url
url_extract_host	varchar(x)	varchar(x)	scalar	true	Extract host from url
url_extract_parameter	varchar(x)	varchar(x), varchar(y)	scalar	true	Extract query parameter from url
url_extract_path	varchar(x)	varchar(x)	scalar	true	Extract part from url
url_extract_port	bigint	varchar(x)	scalar	true	Extract port from url
url_extract_protocol	varchar(x)	varchar(x)	scalar	true	Extract protocol from url
url_extract_query	varchar(x)	varchar(x)	scalar	true	Extract query from url
uuid	uuid		scalar	false	Generates a random UUID
value_at_quantile	bigint	qdigest(bigint), double	scalar	true	Given an input q between [0, 1], find the value whose rank in the sorted sequence of the n values represented by the qdigest is qn.
value_at_quantile	double	qdigest(double), double	scalar	true	Given an input q between [0, 1], find the value whose rank in the sorted sequence of the n values represented by the qdigest is qn.
value_at_quantile	double	tdigest, double	scalar	true	Given an input q between [0, 1], find the value whose rank in the sorted sequence of the n values represented by the tdigest is qn.
value_at_quantile	real	qdigest(real), double	scalar	true	Given an input q between [0, 1], find the value whose rank in the sorted sequence of the n values represented by the qdigest is qn.
values_at_quantiles	array(bigint)	qdigest(bigint), array(double)	scalar	true	For each input q between [0, 1], find the value whose rank in the sorted sequence of the n values represented by the qdigest is qn.
values_at_quantiles	array(double)	qdigest(double), array(double)	scalar	true	For each input q between [0, 1], find the value whose rank in the sorted sequence of the n values represented by the qdigest is qn.
values_at_quantiles	array(double)	tdigest, array(double)	scalar	true	For each input q between [0, 1], find the value whose rank in the sorted sequence of the n values represented by the tdigest is qn.
values_at_quantiles	array(real)	qdigest(real), array(double)	scalar	true	For each input q between [0, 1], find the value whose rank in the sorted sequence of the n values represented by the qdigest is qn.
var_pop	double	bigint	aggregate	true	Returns the population variance of the argument
var_pop	double	double	aggregate	true	Returns the population variance of the argument
var_samp	double	bigint	aggregate	true	Returns the sample variance of the argument
var_samp	double	bigint	aggregate	true	Returns the sample variance of the argument
var_samp	double	double	aggregate	true	Returns the sample variance of the argument
var_samp	double	double	aggregate	true	Returns the sample variance of the argument
variance	double	bigint	aggregate	true	Returns the sample variance of the argument
variance	double	bigint	aggregate	true	Returns the sample variance of the argument
variance	double	double	aggregate	true	Returns the sample variance of the argument
variance	double	double	aggregate	true	Returns the sample variance of the argument
week	bigint	date	scalar	true	Week of the year of the given date
week	bigint	date	scalar	true	Week of the year of the given date
week	bigint	timestamp(p)	scalar	true	Week of the year of the given timestamp
week	bigint	timestamp(p)	scalar	true	Week of the year of the given timestamp
week	bigint	timestamp(p) with time zone	scalar	true	Week of the year of the given timestamp
week	bigint	timestamp(p) with time zone	scalar	true	Week of the year of the given timestamp
week_of_year	bigint	date	scalar	true	Week of the year of the given date
week_of_year	bigint	date	scalar	true	Week of the year of the given date
week_of_year	bigint	timestamp(p)	scalar	true	Week of the year of the given timestamp
week_of_year	bigint	timestamp(p)	scalar	true	Week of the year of the given timestamp
week_of_year	bigint	timestamp(p) with time zone	scalar	true	Week of the year of the given timestamp
week_of_year	bigint	timestamp(p) with time zone	scalar	true	Week of the year of the given timestamp
width_bucket	bigint	double, array(double)	scalar	true	The bucket number of a value given an array of bins
width_bucket	bigint	double, double, double, bigint	scalar	true	The bucket number of a value given a lower and upper bound and the number of buckets
wilson_interval_lower	double	bigint, bigint, double	scalar	true	Binomial confidence interval lower bound using Wilson score
wilson_interval_upper	double	bigint, bigint, double	scalar	true	Binomial confidence interval upper bound using Wilson score
with_timezone	timestamp(p) with time zone	timestamp(p), varchar(x)	scalar	true	
word_stem	varchar(x)	varchar(x)	scalar	true	Returns the stem of a word in the English language
word_stem	varchar(x)	varchar(x), varchar(2)	scalar	true	Returns the stem of a word in the given language
xxhash64	varbinary	varbinary	scalar	true	Compute xxhash64 hash
year	bigint	date	scalar	true	Year of the given date
year	bigint	interval year to month	scalar	true	Year of the given interval
year	bigint	timestamp(p)	scalar	true	Year of the given timestamp
year	bigint	timestamp(p) with time zone	scalar	true	Year of the given timestamp
year_of_week	bigint	date	scalar	true	Year of the ISO week of the given date
year_of_week	bigint	date	scalar	true	Year of the ISO week of the given date
year_of_week	bigint	timestamp(p)	scalar	true	Year of the ISO week of the given timestamp
year_of_week	bigint	timestamp(p)	scalar	true	Year of the ISO week of the given timestamp
year_of_week	bigint	timestamp(p) with time zone	scalar	true	Year of the ISO week of the given timestamp
year_of_week	bigint	timestamp(p) with time zone	scalar	true	Year of the ISO week of the given timestamp
yow	bigint	date	scalar	true	Year of the ISO week of the given date
yow	bigint	date	scalar	true	Year of the ISO week of the given date
yow	bigint	timestamp(p)	scalar	true	Year of the ISO week of the given timestamp
yow	bigint	timestamp(p)	scalar	true	Year of the ISO week of the given timestamp
yow	bigint	timestamp(p) with time zone	scalar	true	Year of the ISO week of the given timestamp
yow	bigint	timestamp(p) with time zone	scalar	true	Year of the ISO week of the given timestamp
zip	array(row(T1,T2))	array(T1), array(T2)	scalar	true	Merges the given arrays, element-wise, into a single array of rows.
zip	array(row(T1,T2,T3))	array(T1), array(T2), array(T3)	scalar	true	Merges the given arrays, element-wise, into a single array of rows.
zip	array(row(T1,T2,T3,T4))	array(T1), array(T2), array(T3), array(T4)	scalar	true	Merges the given arrays, element-wise, into a single array of rows.
zip	array(row(T1,T2,T3,T4,T5))	array(T1), array(T2), array(T3), array(T4), array(T5)	scalar	true	Merges the given arrays, element-wise, into a single array of rows.
zip_with	array(R)	array(T), array(U), function(T,U,R)	scalar	true	Merge two arrays, element-wise, into a single array using the lambda function`;
