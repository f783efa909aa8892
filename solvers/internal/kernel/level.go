package kernel

// level is a set of instructions that kernels are written for.
type level int

const (
	plain level = iota
	avx2
	avx512
)

// Level names the instructions in use: "avx512", "avx2" or "go". Results do not depend on it.
func Level() string { return [...]string{plain: "go", avx2: "avx2", avx512: "avx512"}[at] }
