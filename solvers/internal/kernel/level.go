package kernel

// level is a set of instructions that kernels are written for.
type level string

const (
	plain  level = "go"
	avx2   level = "avx2"
	avx512 level = "avx512"
)

// Level names the instructions in use: "avx512", "avx2" or "go". Results do not depend on it.
func Level() string { return string(at) }
