"""What the 用例 try of each clause that grants money, and what they leave untried."""
