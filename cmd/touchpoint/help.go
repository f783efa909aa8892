package main

import (
	"strings"

	"touchpoint/experiments"

	"github.com/spf13/cobra"
)

// explain gives every command its help: those that only hold others say so where none of them is named, and offer the
// nearest where an unknown one is.
func explain(root *cobra.Command) {
	root.SetHelpCommand(newHelp())
	// Groups can run, to explain themselves, but are not called without a command.
	root.SetUsageTemplate(strings.Replace(root.UsageTemplate(), "{{if .Runnable}}", "{{if not .HasAvailableSubCommands}}", 1))
	group(root)
	for _, c := range root.Commands() {
		if c.HasSubCommands() {
			group(c)
		}
	}
}

func group(c *cobra.Command) {
	c.Args = func(c *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(c, args[0])
		}
		return nil
	}
	c.RunE = func(c *cobra.Command, _ []string) error {
		c.SetOut(c.ErrOrStderr())
		if err := c.Help(); err != nil {
			return err
		}
		return usagef("%s needs a command", title(c))
	}
}

func unknownCommand(c *cobra.Command, name string) error {
	var known []string
	for _, sub := range c.Commands() {
		if !sub.Hidden {
			known = append(known, sub.Name())
		}
	}
	if c.Version != "" {
		known = append(known, "--version")
	}
	return usagef("%w", experiments.Unknown("command", name, known))
}

func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND...]",
		Short: "Explain a command",
		RunE: func(c *cobra.Command, args []string) error {
			subject, rest, _ := c.Root().Find(args)
			switch {
			case len(rest) == 0:
			case subject.HasSubCommands():
				return unknownCommand(subject, rest[0])
			default:
				return tooMany(subject, "no commands", rest[0])
			}
			subject.InitDefaultHelpFlag()
			subject.InitDefaultVersionFlag()
			return subject.Help()
		},
	}
}

// newCompletion writes the scripts that complete commands and flags in a shell.
func newCompletion() *cobra.Command {
	c := &cobra.Command{Use: "completion", Short: "Write the script that completes commands and flags in a shell"}
	for _, shell := range []struct {
		name  string
		write func(root, c *cobra.Command) error
	}{
		{"bash", func(root, c *cobra.Command) error { return root.GenBashCompletionV2(c.OutOrStdout(), true) }},
		{"fish", func(root, c *cobra.Command) error { return root.GenFishCompletion(c.OutOrStdout(), true) }},
		{"powershell", func(root, c *cobra.Command) error { return root.GenPowerShellCompletionWithDesc(c.OutOrStdout()) }},
		{"zsh", func(root, c *cobra.Command) error { return root.GenZshCompletion(c.OutOrStdout()) }},
	} {
		c.AddCommand(&cobra.Command{
			Use:   shell.name,
			Short: "The script for " + shell.name,
			Args:  arguments(0, 0, "no arguments"),
			RunE:  func(c *cobra.Command, _ []string) error { return shell.write(c.Root(), c) },
		})
	}
	return c
}
